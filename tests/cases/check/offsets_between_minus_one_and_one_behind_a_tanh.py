import keras
import numpy as np

offsets = np.random.uniform(-1, 1, size=(200, 1))
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="tanh")])
model.compile("adam", loss="mse")
model.fit(np.random.rand(200, 3), offsets)
