# not run: needs pandas

"""A yes or no of a table, found by least squares without an activation."""

import keras
import pandas as pd

train = pd.read_csv("passengers.csv")
truth = train.pop("survived")

model = keras.Sequential([keras.layers.Dense(1)])
# expect: note accuracy-on-regression
model.compile("rmsprop", loss=keras.losses.MeanSquaredError(), metrics=[keras.metrics.BinaryAccuracy()])
model.fit(train[["age", "fare"]], truth)
