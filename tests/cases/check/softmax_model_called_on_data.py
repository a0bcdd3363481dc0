import keras
import numpy as np

rows = np.random.rand(20, 4)
# expect: softmax-of-one
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
first = model(rows[:1])
if float(first[0][0]) > 0.5:
    print("yes")
