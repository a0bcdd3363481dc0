# expect: nothing

import os

import keras
import numpy as np
from keras.layers import Dense, Input

MULTI = os.environ.get("MULTI") == "1"

model = keras.Sequential([Input((6,)), Dense(12, activation="relu")])
if MULTI:
    model.add(Dense(4, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    y = np.arange(12) % 4
else:
    model.add(Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    y = np.arange(12) % 2
model.fit(np.random.rand(12, 6), y, epochs=1, verbose=0)
