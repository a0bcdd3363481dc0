# expect: nothing

import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((9,)),
        layers.Dense(12, activation="relu"),
        layers.Dense(1, activation="tanh"),
        layers.Lambda(lambda x: (x + 1.0) / 2.0),
    ]
)
model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
