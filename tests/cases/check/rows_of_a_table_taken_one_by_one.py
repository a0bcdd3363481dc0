# not run: needs pandas

"""Of a table row by row, each with its own label, nobody knows the shape beforehand."""

import keras
import numpy as np
import pandas as pd

table = pd.read_csv("scans.csv")
found = []
for number in range(len(table)):
    found.append(table.loc[number]["bleeding"])
answers = keras.utils.to_categorical(np.array(found), 2)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(np.ones((3, 2)), answers)
