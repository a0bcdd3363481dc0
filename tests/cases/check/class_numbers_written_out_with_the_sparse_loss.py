# expect: nothing

import keras
import numpy as np

petals = np.array([[1.4, 0.2], [4.7, 1.4], [6.0, 2.5], [1.3, 0.3], [4.5, 1.5], [5.1, 1.9]])
kinds = np.array([0, 1, 2, 0, 1, 2])

inputs = keras.Input((2,))
outputs = keras.layers.Dense(3, activation="softmax")(keras.layers.Dense(6, activation="relu")(inputs))
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
model.fit(petals, kinds, epochs=1, verbose=0)
