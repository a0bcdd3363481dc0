# not run: reads a file

"""A linear classifier of dots, found by least squares as in a first chapter."""

import keras
import numpy as np

dots = np.load("dots.npy")
sides = np.load("sides.npy")
classifier = keras.Sequential([keras.layers.Dense(1)])
# expect: note accuracy-on-regression
classifier.compile(optimizer="rmsprop", loss="mean_squared_error", metrics=["accuracy"])
classifier.fit(dots, sides, epochs=5, batch_size=16)
