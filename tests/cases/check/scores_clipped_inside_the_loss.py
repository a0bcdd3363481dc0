# expect: nothing

import keras
from keras import ops


def clipped(truth, guess):
    guess = ops.clip(guess, 1e-6, 1 - 1e-6)
    return ops.mean(keras.losses.binary_crossentropy(truth, guess))


def lifted(truth, guess):
    return ops.mean(keras.losses.categorical_crossentropy(truth, guess + 1e-7))


def of_one_length(truth, guess):
    return keras.losses.mean_squared_error(truth, keras.utils.normalize(guess, axis=-1))


hard = keras.Sequential([keras.Input((6,)), keras.layers.Dense(4)])
hard.compile("adam", loss=clipped)
soft = keras.Sequential([keras.Input((6,)), keras.layers.Dense(4, activation="softmax")])
soft.compile("adam", loss=lifted)
rows = keras.Sequential([keras.Input((6,)), keras.layers.Dense(4)])
rows.compile("adam", loss=of_one_length)
