# not run: stops before compile()

import keras

spam = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
# expect: argument-not-taken
found = keras.metrics.Precision(threshold=0.7)
spam.compile("adam", "binary_crossentropy", metrics=[found])
