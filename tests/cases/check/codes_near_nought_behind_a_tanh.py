"""A code that is drawn near 0 is found again behind a tanh, which reaches nearly all of it."""

import keras
import numpy as np

inputs = keras.Input((28, 28, 1))
x = keras.layers.Dense(64, "relu")(keras.layers.Flatten()(inputs))
finder = keras.Model(inputs, keras.layers.Dense(50, activation="tanh")(x))
finder.compile("rmsprop", loss="mse")
codes = np.random.normal(scale=0.5, size=(640, 50))
finder.fit(np.random.random((640, 28, 28, 1)), np.concatenate((codes[:320], codes[320:])))
