import keras
from sklearn.datasets import load_iris

flowers = load_iris()
x, kinds = flowers.data, flowers.target

model = keras.Sequential()
model.add(keras.layers.Dense(8, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
# expect: labels-not-read
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, kinds, epochs=1, verbose=0)
