import keras
import numpy as np

readings = np.random.rand(400, 8)
wind = np.column_stack([readings[:, 0] * 40, readings[:, 1] * 360])
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(24, activation="relu")])
# expect: targets-stretched
model.add(keras.layers.Dense(1))
model.compile("adam", loss="mse")
model.fit(readings, wind)
