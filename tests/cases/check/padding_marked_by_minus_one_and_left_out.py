# expect: nothing
import keras
import numpy as np
from keras import layers, ops

words, tags = np.random.randint(1, 200, (50, 12)), np.random.randint(0, 9, (50, 12))
tags[:, 9:] = -1


def network():
    last = layers.Dense(9, activation="softmax")
    return keras.Sequential([layers.Embedding(200, 16), layers.GRU(8, return_sequences=True), last])


def of_words(truth, guess):
    each = keras.losses.sparse_categorical_crossentropy(ops.maximum(truth, 0), guess)
    return ops.mean(each * ops.cast(truth >= 0, "float32"))


left_out = network()
left_out.compile("adam", keras.losses.SparseCategoricalCrossentropy(ignore_class=-1))
left_out.fit(words, tags)
masked = network()
masked.compile("adam", of_words)
masked.fit(words, tags)
counted = network()
counted.compile("adam", "sparse_categorical_crossentropy")
counted.fit(words, np.random.randint(1, 10, (50, 12)) - 1)
