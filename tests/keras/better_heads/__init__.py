"""Which head is best where the truth is known: the one that is advised beside others, fairly trained.

`python -m tests.keras.better_heads` trains them with Keras's losses on JAX and prints the table; it takes a
quarter of an hour of one core. With names of problems it trains those alone, in the table or not.
Every head gets the same body, the same optimiser with the better of two learning rates, and the epoch that is
best on data to stop by, by the measure that counts. "Better" is what holds over problems by more than noise.
"""
