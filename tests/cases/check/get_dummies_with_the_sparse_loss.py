# not run: needs pandas and a file

import pandas as pd
from keras.layers import Dense, Input
from keras.models import Sequential

penguins = pd.read_csv("penguins.csv").dropna()
features = penguins[["bill_length", "bill_depth", "flipper_length", "mass"]].values
island = pd.get_dummies(penguins["island"])

model = Sequential([Input((4,)), Dense(12, activation="relu"), Dense(3, activation="softmax")])
# expect: labels-not-read
model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(features, island, epochs=1)
