# expect: nothing

import keras
import numpy as np

HEADS = {
    "binary": (1, "sigmoid", "binary_crossentropy"),
    "regression": (1, None, "mse"),
    "classes": (4, "softmax", "sparse_categorical_crossentropy"),
}


def build(task, width=16):
    units, activation, loss = HEADS[task]
    net = keras.Sequential([keras.layers.Dense(width, activation="relu")])
    net.add(keras.layers.Dense(units, activation=activation))
    net.compile(optimizer="adam", loss=loss)
    return net


x = np.random.rand(12, 3)
build("binary").fit(x, np.arange(12) % 2, epochs=1, verbose=0)
build("regression").fit(x, np.random.rand(12), epochs=1, verbose=0)
build("classes").fit(x, np.arange(12) % 4, epochs=1, verbose=0)
