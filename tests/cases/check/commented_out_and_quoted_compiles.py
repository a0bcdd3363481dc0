# expect: nothing

import keras
import numpy as np

model = keras.Sequential([keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1)])
# model.add(keras.layers.Activation("softmax"))
# model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
"""
model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
"""
model.compile(loss="mse", optimizer="adam")
model.fit(np.random.rand(10, 3), np.random.rand(10), epochs=1, verbose=0)
