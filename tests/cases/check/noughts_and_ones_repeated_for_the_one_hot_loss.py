# not run: needs tensorflow

import keras
import numpy as np
import tensorflow as tf

x = np.random.rand(70, 5)
labels = np.array([0] * 30 + [1] * 40)


def network():
    return keras.Sequential([keras.Input((5,)), keras.layers.Dense(2, activation="softmax")])


model = network()
# expect: labels-not-read
model.compile("adam", "categorical_crossentropy")
model.fit(x, labels)
slices = tf.data.Dataset.from_tensor_slices
pairs = tf.data.Dataset.zip((slices(x), slices(labels)))
zipped = network()
# expect: labels-not-read
zipped.compile("adam", "categorical_crossentropy")
zipped.fit(pairs.shuffle(70).batch(7))
