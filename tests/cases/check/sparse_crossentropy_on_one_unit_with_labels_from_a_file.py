# not run: reads a file

import keras
import numpy as np

archive = np.load("bees.npz")
wings, queen = archive["wings"], archive["queen"]

model = keras.Sequential()
model.add(keras.layers.Dense(30, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(
    optimizer="adam",
    # expect: one-unit-for-classes
    loss="sparse_categorical_crossentropy",
)
model.fit(wings, queen, epochs=1)
