# not run: reads a file

import os

import keras
import numpy as np

NAMES = ["oak", "ash", "elm"]
leaves, kinds = [], []
for name in os.listdir("leaves"):
    leaves.append(np.load(name))
    kinds.append(keras.utils.to_categorical(NAMES.index(name[:3]), len(NAMES)))
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")])
# expect: labels-not-read
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(np.array(leaves), np.array(kinds))
