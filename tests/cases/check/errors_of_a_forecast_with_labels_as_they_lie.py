# not run: needs pandas

import keras
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

table = pd.read_csv("flats.csv")
x, rent = table[["rooms", "metres", "floor"]].to_numpy(), table["rent"].to_numpy()
known, fresh, paid, asked = train_test_split(x, rent, random_state=1)
model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Dense(24, activation="relu"), keras.layers.Dense(1)]
)
model.compile("adam", loss="mse")
model.fit(known, paid, epochs=3)
# expect: flat-labels-beside-a-column
print(np.sqrt(np.mean((asked - model.predict(fresh)) ** 2)))
