# not run: downloads

import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()

model = keras.Sequential()
model.add(layers.Normalization())
model.add(layers.Dense(32, activation="relu"))
# expect: bounded-head-for-regression
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="mae")
model.fit(x_train, y_train, epochs=1, verbose=0)
