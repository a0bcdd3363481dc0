# expect: nothing

import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Dense(1, activation="tanh"),
        layers.Rescaling(0.5, offset=0.5),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
