# expect: nothing

import argparse

import keras
import numpy as np
from keras import layers


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=20)
    parser.add_argument("--activation", default="softmax")
    parser.add_argument("--loss", default="sparse_categorical_crossentropy")
    parser.add_argument("--outputs", type=int, default=3)
    return parser.parse_args([])


def main():
    options = parse()
    inputs = keras.Input((7,))
    x = layers.Dense(options.units, activation="relu")(inputs)
    outputs = layers.Dense(options.outputs, activation=options.activation)(x)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss=options.loss, metrics=["accuracy"])
    model.fit(np.random.rand(9, 7), np.arange(9) % 3, epochs=1, verbose=0)


if __name__ == "__main__":
    main()
