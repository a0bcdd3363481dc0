# not run: reads a file
# expect: nothing

import os

import keras

names = []
for folder in sorted(os.listdir("birds")):
    if folder.startswith("."):
        continue
    names.append(folder)

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(len(names), activation="softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
