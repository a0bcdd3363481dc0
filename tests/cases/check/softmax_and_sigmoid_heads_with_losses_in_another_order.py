# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((30,))
x = layers.Dense(15, activation="relu")(inputs)
kind = layers.Dense(6, activation="softmax", name="kind")(x)
flags = layers.Dense(9, activation="sigmoid", name="flags")(x)
model = keras.Model(inputs, [kind, flags])

losses = {"flags": "binary_crossentropy", "kind": "categorical_crossentropy"}
model.compile(optimizer="adam", loss=losses, loss_weights={"flags": 0.3, "kind": 1.0})
model.fit(
    np.random.rand(8, 30),
    [np.eye(6)[np.random.randint(0, 6, size=8)], np.random.randint(0, 2, size=(8, 9))],
    epochs=1,
    verbose=0,
)
