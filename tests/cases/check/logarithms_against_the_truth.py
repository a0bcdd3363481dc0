# expect: nothing
import keras
from keras import ops


def unlikely(truth, guess):
    """Of those that are no, how sure the model is that they are."""
    return ops.mean((1 - truth) * ops.log(guess + 1e-7) + truth * ops.log(1 - guess + 1e-7))


model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", loss=unlikely)
