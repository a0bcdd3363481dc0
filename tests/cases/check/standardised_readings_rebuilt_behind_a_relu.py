# not run: needs pandas

import keras
import pandas as pd
from sklearn.preprocessing import StandardScaler

readings = pd.read_csv("pump.csv").drop(columns=["time"])
scaled = StandardScaler().fit_transform(readings)
coder = keras.Sequential([keras.Input((12,)), keras.layers.Dense(4, activation="relu")])
# expect: targets-below-zero
coder.add(keras.layers.Dense(12, activation="relu"))
coder.compile("adam", "mse")
coder.fit(scaled, scaled, epochs=3)
