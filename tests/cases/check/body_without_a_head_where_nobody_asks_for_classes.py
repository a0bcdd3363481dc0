# not run: asks the command line

"""A function that can also give the body of a network, for features: nobody trains that on classes."""

import argparse

import keras
from keras import layers

options = argparse.ArgumentParser().parse_args()


def joined(classes=None):
    inputs = keras.Input((8,))
    x = layers.Dense(16, activation="relu")(inputs)
    if classes:
        x = layers.Dropout(0.5)(x)
        x = layers.Dense(classes)(x)
        x = layers.Activation("softmax")(x)
    return keras.Model(inputs, x)


def returned(include_top, classes):
    inputs = keras.Input((8,))
    x = layers.Dense(16, activation="relu")(inputs)
    if include_top:
        return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
    return keras.Model(inputs, x)


def added(classes):
    model = keras.Sequential([keras.Input((8,)), layers.Dense(16, activation="relu")])
    if classes is not None:
        model.add(layers.Dense(classes, activation="softmax"))
    return model


joined(options.classes).compile("adam", "categorical_crossentropy")
network = returned(options.top, options.classes)
network.compile("adam", "categorical_crossentropy")
added(options.classes).compile("adam", "categorical_crossentropy")


def wrong(classes):
    inputs = keras.Input((8,))
    x = layers.Dense(16, activation="relu")(inputs)
    if classes:
        # expect: sigmoid-for-one-of-many
        x = layers.Dense(classes, activation="sigmoid")(x)
    return keras.Model(inputs, x)


wrong(options.classes).compile("adam", "categorical_crossentropy")
