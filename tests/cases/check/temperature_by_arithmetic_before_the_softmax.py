# expect: nothing

import keras
from keras import layers

inputs = keras.Input((16,))
scores = layers.Dense(6)(layers.Dense(32, activation="relu")(inputs))
model = keras.Model(inputs, layers.Softmax()(scores / 1.7))
model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
