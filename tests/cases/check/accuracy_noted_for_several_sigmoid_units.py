# not run: reads a file

import keras
import numpy as np

data = np.load("satellite.npz")

model = keras.Sequential()
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(64, activation="relu"))
model.add(keras.layers.Dense(17, activation="sigmoid"))
# expect: note accuracy-on-many-labels
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(data["images"], data["tags"], epochs=1)
