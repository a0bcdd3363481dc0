import keras
from keras import ops


def calibrated(truth, scores):
    # expect: activation-twice
    shares = keras.activations.softmax(scores)
    each = keras.losses.sparse_categorical_crossentropy(truth, shares)
    return ops.sum(each) / 32


grades = keras.Sequential(
    [
        keras.Input((30,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(5, activation="softmax"),
    ]
)
grades.compile("adam", loss=calibrated)
