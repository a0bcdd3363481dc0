# not run: nothing calls it
# expect: nothing

import argparse

import keras

parser = argparse.ArgumentParser()
parser.add_argument("--task")
asked = parser.parse_args()

model = keras.Sequential([keras.Input((8,))])
if asked.task == "kinds":
    model.add(keras.layers.Dense(5, activation="softmax"))
if asked.task == "tags":
    model.add(keras.layers.Dense(5, activation="sigmoid"))

if asked.task in ("kinds", "sorts"):
    model.compile("adam", "categorical_crossentropy")
elif asked.task == "tags":
    model.compile("adam", "binary_crossentropy")
