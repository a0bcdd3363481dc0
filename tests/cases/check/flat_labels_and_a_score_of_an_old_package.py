# not run: needs tensorflow_addons

"""Flat labels, of which the old Keras that this package is for makes a column."""

import keras
import numpy as np
import tensorflow_addons as tfa

y = np.random.randint(0, 2, size=(500,))
model = keras.Sequential([keras.layers.Dense(64, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile(
    "adam",
    "binary_crossentropy",
    metrics=[tfa.metrics.F1Score(num_classes=1, threshold=0.5)],
)
model.fit(np.random.random((500, 20)), y)
