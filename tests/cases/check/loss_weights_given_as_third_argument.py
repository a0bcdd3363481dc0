# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((8,))
x = layers.Dense(16, activation="relu")(inputs)
age = layers.Dense(1, activation="softplus")(x)
gender = layers.Dense(1, activation="sigmoid")(x)

model = keras.Model(inputs, [age, gender])
model.compile("adam", ["mse", "binary_crossentropy"], [0.01, 1.0])
model.fit(
    np.random.rand(16, 8), [np.random.rand(16) * 80, np.random.randint(0, 2, size=16)], epochs=1, verbose=0
)
