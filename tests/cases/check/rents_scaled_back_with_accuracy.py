# not run: needs pandas

"""What is predicted is scaled back to rents, so accuracy counts exact hits of numbers."""

import keras
import pandas as pd
from sklearn.preprocessing import MinMaxScaler

table = pd.read_csv("rents.csv")
of_rents = MinMaxScaler()
rents = of_rents.fit_transform(table[["rent"]])
windows = [rents[i - 24 : i, 0] for i in range(24, len(rents))]

model = keras.Sequential([keras.layers.LSTM(32), keras.layers.Dense(1)])
# expect: accuracy-on-regression
model.compile("adam", "mse", metrics=["accuracy"])


def told(x):
    return of_rents.inverse_transform(model.predict(x))
