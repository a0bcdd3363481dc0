# expect: nothing

import keras
from keras import layers

model = keras.Sequential(
    [keras.Input((20,)), layers.Dense(1, activation="sigmoid"), layers.Rescaling(2.0, -1.0)]
)
model.compile(optimizer="adam", loss="hinge")
