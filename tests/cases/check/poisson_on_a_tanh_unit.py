import keras
import numpy as np

earthquakes = np.random.poisson(1.0, size=(40, 1))
strain = np.random.rand(40, 6)

inputs = keras.Input((6,))
x = keras.layers.Dense(12, activation="relu")(inputs)
# expect: out-of-range-for-loss
rate = keras.layers.Dense(1, activation="tanh")(x)
model = keras.Model(inputs, rate)
model.compile(optimizer="adam", loss=keras.losses.Poisson())
model.fit(strain, earthquakes, epochs=1, verbose=0)
