import keras
import numpy as np
from keras import layers

inputs = keras.Input((9,))
x = layers.Dense(18, activation="relu")(inputs)
# expect: note logarithm-below-zero
sales = layers.Dense(1, activation="linear")(x)

model = keras.Model(inputs, sales)
model.compile(optimizer="adam", loss=keras.losses.MeanSquaredLogarithmicError(), metrics=["mae"])
model.fit(np.random.rand(30, 9), np.random.lognormal(3, 1, size=30), epochs=1, verbose=0)
