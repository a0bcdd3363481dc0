"""A sum of layers without an activation may be any number, which is right for values of actions."""

import keras
import numpy as np

state = keras.Input((4,))
hidden = keras.layers.Dense(16, activation="relu")(state)
worth = keras.layers.Dense(1)(hidden)
advantage = keras.layers.Dense(3)(hidden)
values = worth + advantage - keras.ops.mean(advantage, axis=1, keepdims=True)
model = keras.Model(state, values)
model.compile("adam", "mse")
model.fit(np.random.normal(size=(32, 4)), np.random.normal(size=(32, 3)), verbose=0)
