# not run: needs pandas

import keras
import pandas as pd
from sklearn.preprocessing import MinMaxScaler

readings = pd.read_csv("pump.csv").drop(columns=["time"])
scaled = MinMaxScaler().fit_transform(readings)
coder = keras.Sequential([keras.Input((12,)), keras.layers.Dense(4, activation="relu")])
coder.add(keras.layers.Dense(12, activation="sigmoid"))
coder.compile("adam", "mse")
coder.fit(scaled, scaled, epochs=3)
