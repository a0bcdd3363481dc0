import keras
import numpy as np

hours = np.random.rand(40, 3)
calls = np.random.poisson(2.5, size=40)

model = keras.Sequential()
model.add(keras.layers.Dense(16, activation="relu"))
# expect: out-of-range-for-loss
model.add(keras.layers.Dense(1))
model.compile(optimizer="adam", loss="poisson")
model.fit(hours, calls, epochs=1, verbose=0)
