# expect: nothing

import sys

import keras
import numpy as np
from keras import layers

use_logits = "--logits" in sys.argv

inputs = keras.Input(shape=(14,))
x = layers.Dense(20, activation="relu")(inputs)
if use_logits:
    outputs = layers.Dense(6)(x)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
else:
    outputs = layers.Dense(6, activation="softmax")(x)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=False)

model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
model.fit(np.random.rand(20, 14), np.random.randint(0, 6, size=20), epochs=1, verbose=0)
