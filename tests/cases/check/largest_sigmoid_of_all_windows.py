# expect: nothing

import keras
from keras import layers

model = keras.Sequential(
    [keras.Input((30, 8)), layers.Dense(1, activation="sigmoid"), layers.GlobalMaxPooling1D()]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
