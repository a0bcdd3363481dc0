"""A function that is decorated by one of the program gets what that gives it."""

import functools

import keras
import numpy as np


def with_settings(settings):
    def decorated(function):
        @functools.wraps(function)
        def called(**given):
            return function(**{**settings, **given})

        return called

    return decorated


@with_settings({"units": 3, "activation": "softmax"})
def make(units, activation):
    # expect: sigmoid-for-one-of-many
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(units, activation=activation)])


x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 3, (64,))
model = make()
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, verbose=0)
other = make(activation="sigmoid")
other.compile("adam", "sparse_categorical_crossentropy")
other.fit(x, y, verbose=0)
