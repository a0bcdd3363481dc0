# not run: reads a file

import keras
import numpy as np

data = np.load("gait.npz")
x, y = data["x"], data["y"]

model = keras.models.Sequential()
model.add(keras.layers.Dense(50, activation="relu"))
model.add(keras.layers.Dense(y.shape[1], activation="softmax"))
# expect: note two-softmax-units-with-binary-crossentropy
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(x, y, epochs=1)
