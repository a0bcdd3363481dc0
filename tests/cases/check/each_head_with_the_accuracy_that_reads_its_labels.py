# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((20,))
x = layers.Dense(10, activation="relu")(inputs)
make = layers.Dense(5, activation="softmax", name="make")(x)
colour = layers.Dense(8, activation="softmax", name="colour")(x)
damaged = layers.Dense(1, activation="sigmoid", name="damaged")(x)

cars = keras.Model(inputs, [make, colour, damaged])
cars.compile(
    optimizer="adam",
    loss=["sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"],
    metrics=[["sparse_categorical_accuracy"], ["categorical_accuracy"], ["binary_accuracy"]],
)
cars.fit(
    np.random.rand(10, 20),
    [
        np.random.randint(0, 5, size=10),
        np.eye(8)[np.random.randint(0, 8, size=10)],
        np.random.randint(0, 2, size=(10, 1)),
    ],
    epochs=1,
    verbose=0,
)
