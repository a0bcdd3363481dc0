"""The axis of another library, where channels come first."""

import keras
import numpy as np
from keras import layers

inputs = keras.Input((16, 16, 3))
x = layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
scores = layers.Conv2D(4, 1)(x)
# expect: probabilities-over-another-axis
model = keras.Model(inputs, layers.Softmax(axis=1)(scores))
model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(8, 16, 16, 3), np.random.randint(0, 4, (8, 16, 16)), verbose=0)
