# expect: nothing

import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((8, 8, 3)),
        layers.Rescaling(1.0 / 255),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
