# expect: nothing

import keras
from keras import ops


def calibrated(truth, scores):
    shares = keras.activations.softmax(scores / 2.0)
    each = keras.losses.sparse_categorical_crossentropy(truth, shares)
    sure = ops.max(shares, axis=-1)
    return ops.mean(each) + 0.01 * ops.mean(keras.losses.mse(ops.ones_like(sure), sure))


grades = keras.Sequential(
    [keras.Input((30,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(5)]
)
grades.compile("adam", loss=calibrated)
