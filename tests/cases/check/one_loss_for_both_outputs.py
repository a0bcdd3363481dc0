# expect: nothing

import keras
import numpy as np
from keras import layers

left = keras.Input((6,), name="left")
right = keras.Input((6,), name="right")
shared = layers.Dense(12, activation="relu")
x = layers.concatenate([shared(left), shared(right)])
a = layers.Dense(1, activation="sigmoid", name="same_author")(x)
b = layers.Dense(1, activation="sigmoid", name="same_topic")(x)

model = keras.Model([left, right], [a, b])
model.compile("adam", loss="binary_crossentropy", metrics=["accuracy", "accuracy"])
texts = [np.random.rand(14, 6), np.random.rand(14, 6)]
model.fit(texts, [np.random.randint(0, 2, size=(14, 1))] * 2, epochs=1, verbose=0)
