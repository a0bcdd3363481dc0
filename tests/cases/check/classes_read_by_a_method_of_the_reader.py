# not run: reads a file
# expect: nothing

import os

import keras
from keras.utils import to_categorical


class Folder:
    def __init__(self, path):
        self.kinds = []
        self.pictures = 0
        self.look_into(path)

    def look_into(self, path):
        for name in os.listdir(path):
            self.take(name)

    def take(self, name):
        self.kinds.append(name)
        self.pictures += 1


shells = Folder("shells")
rows = to_categorical(range(shells.pictures), len(shells.kinds))
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(len(shells.kinds), activation="softmax")])
model.compile("adam", "categorical_crossentropy")
