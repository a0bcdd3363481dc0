# expect: nothing

import argparse

import keras
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--classes", type=int, default=2)
args = parser.parse_args([])

if args.classes == 2:
    units, activation, loss = 1, "sigmoid", "binary_crossentropy"
else:
    units, activation, loss = args.classes, "softmax", "sparse_categorical_crossentropy"

model = keras.Sequential()
model.add(keras.layers.Input((10,)))
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(units, activation=activation))
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])

x = np.random.rand(30, 10)
y = np.random.randint(0, args.classes, size=30)
model.fit(x, y, epochs=1, verbose=0)
