# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((9,))
x = layers.Dense(18, activation="relu")(inputs)
risks = [layers.Dense(1, activation="sigmoid")(layers.Dense(4, activation="relu")(x)) for _ in range(5)]
model = keras.Model(inputs, layers.Concatenate()(risks))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["binary_accuracy"])
model.fit(np.random.rand(10, 9), np.random.randint(0, 2, size=(10, 5)), epochs=1, verbose=0)
