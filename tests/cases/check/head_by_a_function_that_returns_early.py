# not run: nothing calls it
# expect: nothing

import keras
from keras import layers


def end(tensor, task):
    if task == "mask":
        return layers.Conv2D(1, 1, activation="sigmoid")(tensor)
    return layers.Dense(10, activation="softmax")(layers.Flatten()(tensor))


def model(task):
    inputs = keras.Input((8, 8, 3))
    made = keras.Model(inputs, end(inputs, task))
    if task == "mask":
        made.compile("adam", "binary_crossentropy")
    else:
        made.compile("adam", "categorical_crossentropy")
    return made
