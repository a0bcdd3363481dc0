import keras
import numpy as np
from keras import layers

depth = np.random.rand(40, 1) * 100
temperature = 15.0 - 0.08 * depth + np.random.normal(size=(40, 1))

inputs = keras.Input((1,))
x = layers.Normalization()(inputs)
x = layers.Dense(8, activation="relu")(x)
outputs = layers.Dense(1)(x)
sonde = keras.Model(inputs, outputs)
# expect: accuracy-on-regression
sonde.compile(optimizer="adam", loss="mean_absolute_error", metrics=["mae", "acc"])
sonde.fit(depth, temperature, epochs=1, verbose=0)
