import os

import keras
import tomllib

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "..", "pyproject.toml"), "rb") as file:
    network = tomllib.load(file)["network"]


def build(units, last):
    # expect: sigmoid-for-one-of-many
    return keras.Sequential([keras.Input((5,)), keras.layers.Dense(units, activation=last)])


model = build(network["units"], network["last"])
model.compile("adam", loss=network["loss"])
