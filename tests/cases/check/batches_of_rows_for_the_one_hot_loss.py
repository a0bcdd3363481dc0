# not run: needs tensorflow
# expect: nothing
import keras
import numpy as np
import tensorflow as tf
from keras import layers

sounds, kinds = np.random.rand(90, 32), np.random.randint(0, 6, 90)


def batches(size, hot):
    while True:
        chosen = np.random.choice(90, size)
        labels = kinds[chosen]
        yield sounds[chosen], keras.utils.to_categorical(labels, 6) if hot else labels


def samples():
    for place in range(90):
        yield sounds[place], np.eye(6)[kinds[place]]


def ways(path):
    yield path
    yield path, None


model = keras.Sequential([keras.Input((32,)), layers.Dense(6, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(batches(9, True), steps_per_epoch=10, validation_data=batches(9, True), validation_steps=2)
model.fit(tf.data.Dataset.from_generator(samples, output_types=(tf.float32, tf.float32)).batch(8))
sparse = keras.Sequential([keras.Input((32,)), layers.Dense(6, activation="softmax")])
sparse.compile("adam", "sparse_categorical_crossentropy")
sparse.fit(batches(9, False), steps_per_epoch=10)
print(list(ways("here")))
