# expect: nothing

import sys

import keras
import numpy as np

n_classes = 1 + len(sys.argv)
binary = n_classes <= 2

model = keras.Sequential()
model.add(keras.layers.Dense(10, activation="relu"))
model.add(keras.layers.Dense(1 if binary else n_classes, activation="sigmoid" if binary else "softmax"))
model.compile(
    optimizer="adam",
    loss="binary_crossentropy" if binary else "sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(np.random.rand(10, 4), np.arange(10) % 2, epochs=1, verbose=0)
