# not run: reads a file
# expect: nothing

import os

import keras

count = 0


def walk(path):
    global count
    count += 1
    for name in os.listdir(path):
        walk(os.path.join(path, name))


walk("tree")
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(count, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
