# expect: nothing
# not run: reads a file

import json
import pathlib

import keras

settings = json.loads(pathlib.Path("settings.json").read_text())

model = keras.Sequential()
model.add(keras.layers.Dense(settings["hidden"], activation="relu"))
model.add(keras.layers.Dense(settings["classes"], activation=settings["activation"]))
model.compile(optimizer=settings["optimizer"], loss=settings["loss"], metrics=["accuracy"])
model.build((None, settings["features"]))
model.summary()
