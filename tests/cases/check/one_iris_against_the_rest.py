# expect: nothing

import keras
from sklearn.datasets import load_iris

flowers = load_iris()
x, setosa = flowers.data, (flowers.target == 0).astype("float32")

model = keras.Sequential()
model.add(keras.layers.Dense(8, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, setosa, epochs=1, verbose=0)
