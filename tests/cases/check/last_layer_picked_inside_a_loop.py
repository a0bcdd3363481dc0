# expect: nothing

import keras
import numpy as np
from keras import layers


def mlp(sizes, x):
    for i, size in enumerate(sizes):
        last = i == len(sizes) - 1
        x = layers.Dense(size, activation="softmax" if last else "relu")(x)
    return x


inputs = keras.Input((6,))
model = keras.Model(inputs, mlp([20, 10, 3], inputs))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(9, 6), np.arange(9) % 3, epochs=1, verbose=0)
