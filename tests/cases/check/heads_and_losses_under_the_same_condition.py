# not run: asks the command line

import argparse

import keras
from keras.layers import Dense

options = argparse.ArgumentParser().parse_args()
model = keras.Sequential([keras.Input((9,)), Dense(8, "relu")])
if options.binary:
    model.add(Dense(1, activation="sigmoid"))
else:
    model.add(Dense(3, activation="softmax"))
if options.binary:
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
else:
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])


def build(mode, classes):
    inputs = keras.Input((9,))
    hidden = Dense(8, "relu")(inputs)
    if mode == "classes":
        outputs = Dense(classes, activation="softmax")(hidden)
    elif mode == "tags":
        outputs = Dense(classes, activation="sigmoid")(hidden)
    else:
        outputs = Dense(1)(hidden)
    network = keras.Model(inputs, outputs)
    if mode == "classes":
        network.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    elif mode == "tags":
        network.compile("adam", loss="binary_crossentropy")
    else:
        network.compile("adam", loss="mse", metrics=["mae"])
    return network
