# not run: needs pandas
# expect: nothing
import keras
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder

table = pd.read_csv("birds.csv")
numbers, names = pd.factorize(table["place"])
inputs = OrdinalEncoder().fit_transform(table[["size", "colour"]])
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(inputs, numbers)
hot = keras.Sequential([keras.Input((2,)), keras.layers.Dense(len(names), activation="softmax")])
hot.compile("adam", "categorical_crossentropy")
hot.fit(inputs, keras.utils.to_categorical(table["kind"].astype("category").cat.codes))
