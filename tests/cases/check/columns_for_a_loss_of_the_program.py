import keras
import numpy as np


def middle_and_width(truth, found):
    middle, width = found[:, :1], keras.ops.softplus(found[:, 1:])
    return keras.ops.mean((truth - middle) ** 2 / width + keras.ops.log(width))


fuel = np.random.uniform(4, 12, size=(200, 1))
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2)])
model.compile("adam", loss=middle_and_width)
model.fit(np.random.rand(200, 3), fuel)
