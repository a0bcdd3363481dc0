# not run: downloads

"""Labels of several outputs, made by a function that is mapped over samples one by one."""

import keras
import tensorflow as tf
from keras import layers

(x, y), _ = keras.datasets.mnist.load_data()
inputs = keras.Input((28, 28, 1))
flat = layers.Flatten()(inputs)
digit = layers.Dense(10, activation="softmax", name="digit")(flat)
pixels = layers.Dense(784, activation="sigmoid")(flat)
image = layers.Reshape((28, 28, 1), name="image")(pixels)


def as_pair(image, label):
    image = tf.expand_dims(image, axis=-1) / 255
    return image, (tf.one_hot(label, depth=10), image)


def by_name(image, label):
    image = tf.expand_dims(image, axis=-1) / 255
    return image, {"digit": tf.one_hot(label, depth=10), "image": image}


def by_number(image, label):
    image = tf.expand_dims(image, axis=-1) / 255
    return image, (label, image)


data = tf.data.Dataset.from_tensor_slices((x, y))
first = keras.Model(inputs, [digit, image])
first.compile("adam", ["categorical_crossentropy", "mse"])
first.fit(data.map(as_pair).batch(32))

second = keras.Model(inputs, {"digit": digit, "image": image})
second.compile("adam", {"digit": "categorical_crossentropy", "image": "mse"})
second.fit(data.map(by_name).batch(32))

third = keras.Model(inputs, [digit, image])
# expect: labels-not-read
third.compile("adam", ["categorical_crossentropy", "mse"])
third.fit(data.map(by_number).batch(32))
