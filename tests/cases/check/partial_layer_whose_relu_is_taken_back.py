# expect: nothing

from functools import partial

import keras
import numpy as np

DenseBlock = partial(keras.layers.Dense, activation="relu", kernel_initializer="he_normal")

model = keras.Sequential()
for _ in range(3):
    model.add(DenseBlock(20))
model.add(DenseBlock(4, activation="softmax", kernel_initializer="glorot_uniform"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="nadam", metrics=["accuracy"])
model.fit(np.random.rand(12, 5), np.arange(12) % 4, epochs=1, verbose=0)
