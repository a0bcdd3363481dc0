"""The classes lie on the axis that is named, or the loss is told where they lie."""

import keras
import numpy as np
from keras import layers

x, y = np.random.rand(32, 5), np.random.randint(0, 3, 32)
plain = keras.Sequential([keras.Input((5,)), layers.Dense(3), layers.Softmax(axis=1)])
plain.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
plain.fit(x, y, verbose=0)

pixels = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 1), layers.Softmax(axis=3)])
pixels.compile("adam", "sparse_categorical_crossentropy")
pixels.fit(np.random.rand(8, 8, 8, 3), np.random.randint(0, 4, (8, 8, 8)), verbose=0)

steps = keras.Sequential([keras.Input((6, 5)), layers.TimeDistributed(layers.Dense(3))])
steps.add(layers.TimeDistributed(layers.Softmax(axis=1)))
steps.compile("adam", "sparse_categorical_crossentropy")
steps.fit(np.random.rand(8, 6, 5), np.random.randint(0, 3, (8, 6)), verbose=0)

first = keras.Sequential([keras.Input((5, 8)), layers.Dense(8), layers.Permute((2, 1)), layers.Dense(4)])
first.add(layers.Softmax(axis=1))
first.compile("adam", keras.losses.CategoricalCrossentropy(axis=1))
first.fit(np.random.rand(8, 5, 8), np.random.dirichlet(np.ones(8), (8, 4)).transpose(0, 2, 1), verbose=0)

turned = keras.Sequential([keras.Input((6, 5)), layers.Dense(3), layers.Permute((2, 1))])
turned.add(layers.Softmax(axis=1))
turned.add(layers.Permute((2, 1)))
turned.compile("adam", "sparse_categorical_crossentropy")
turned.fit(np.random.rand(8, 6, 5), np.random.randint(0, 3, (8, 6)), verbose=0)

inputs = keras.Input((6, 5))
weights = layers.Softmax(axis=1)(layers.Dense(1)(inputs))
mean = keras.ops.sum(weights * inputs, axis=1)
attended = keras.Model(inputs, layers.Dense(3, activation="softmax")(mean))
attended.compile("adam", "sparse_categorical_crossentropy")
attended.fit(np.random.rand(8, 6, 5), np.random.randint(0, 3, 8), verbose=0)
