# expect: nothing

import keras
import numpy as np

ARCHITECTURE = [(64, "relu"), (32, "relu"), (1, "sigmoid")]

model = keras.Sequential()
model.add(keras.Input((15,)))
for units, activation in ARCHITECTURE:
    model.add(keras.layers.Dense(units, activation=activation))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(10, 15), np.arange(10) % 2, epochs=1, verbose=0)
