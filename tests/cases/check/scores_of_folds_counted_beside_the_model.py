# not run: reads a file

import keras
import numpy as np
from sklearn.model_selection import KFold

x, y = np.load("x.npy"), np.load("y.npy")
scores, folds = [], 0
for train, test in KFold(4).split(x):
    folds += 2
    # expect: softmax-of-one
    model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation="softmax")])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(x[train], y[train], verbose=0)
    scores.append(model.evaluate(x[test], y[test]))
