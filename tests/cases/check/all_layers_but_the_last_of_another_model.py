# expect: nothing

import keras
from keras.layers import Dense

many = keras.Sequential([keras.Input((9,)), Dense(30, activation="relu"), Dense(50, activation="softmax")])
many.compile("adam", "categorical_crossentropy")

few = keras.Sequential([*many.layers[:-1], Dense(1, activation="sigmoid")])
few.compile("adam", "binary_crossentropy", metrics=["accuracy"])

features = keras.Model(many.inputs, many.layers[-2].output)
features.compile("adam", "mse")
