# expect: nothing

import keras
from keras import layers

critic = keras.Sequential(
    [keras.Input((20,)), layers.SpectralNormalization(layers.Dense(1, activation="sigmoid"))]
)
critic.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
