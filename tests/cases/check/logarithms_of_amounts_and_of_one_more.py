# expect: nothing
import keras
from keras import ops


def apart_in_orders(truth, guess):
    """Amounts may be 0, and then their logarithm is taken of one more."""
    return ops.mean(ops.square(ops.log(1.0 + truth) - ops.log(ops.maximum(guess, 0.0) + 1.0)))


def spread(truth, guess):
    return ops.mean(ops.log(ops.abs(guess - truth) + 1e-6))


def rate(truth, guess):
    return ops.mean(guess - truth * ops.log(guess + 1e-7))


for loss in (apart_in_orders, spread):
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1)])
    model.compile("adam", loss=loss)
counts = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1, activation="softplus")])
counts.compile("adam", loss=rate)
