"""An activation that is written out as arithmetic is that activation: positive numbers for amounts."""

import keras
import numpy as np


def positive(z):
    return keras.ops.log(keras.ops.exp(z) + 1.0)


x, y = np.random.normal(size=(64, 8)), np.random.uniform(0.5, 3, (64, 1))
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation=positive)])
model.compile("adam", "mse")
model.fit(x, y, verbose=0)
