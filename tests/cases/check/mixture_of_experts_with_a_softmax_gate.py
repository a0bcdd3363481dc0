# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((6,))
experts = layers.Concatenate()([layers.Dense(1)(inputs) for _ in range(3)])
gate = layers.Dense(3, activation="softmax")(inputs)
power = layers.Dot(axes=1)([experts, gate])

model = keras.Model(inputs, power)
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(np.random.rand(20, 6), np.random.rand(20, 1) * 9, epochs=1, verbose=0)
