# expect: nothing

import keras


def train(model):
    if model.output_shape[-1] == 1:
        model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    else:
        model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])


train(keras.Sequential([keras.Input((7,)), keras.layers.Dense(5, activation="softmax")]))
train(keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")]))
