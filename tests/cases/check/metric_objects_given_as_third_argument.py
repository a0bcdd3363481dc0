import keras
import numpy as np
from keras.metrics import RootMeanSquaredError
from keras.optimizers import Adam

turbines = np.random.rand(24, 6)
power = np.random.rand(24) * 50

model = keras.Sequential()
model.add(keras.layers.Dense(12, activation="relu"))
model.add(keras.layers.Dense(1))
# expect: metrics-taken-for-loss-weights
model.compile(Adam(0.01), "mse", [RootMeanSquaredError()])
model.fit(turbines, power, epochs=1, verbose=0)
