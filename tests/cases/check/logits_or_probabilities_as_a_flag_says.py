# expect: nothing

import os

import keras

as_logits = os.environ.get("LOGITS") == "1"


def entropy(truth, guess):
    if as_logits:
        return keras.ops.mean(keras.ops.binary_crossentropy(truth, guess, from_logits=True))
    return keras.ops.mean(keras.ops.binary_crossentropy(truth, guess))


clicks = keras.Sequential(
    [keras.Input((9,)), keras.layers.Dense(1, activation=None if as_logits else "sigmoid")]
)
clicks.compile("adam", loss=entropy)
