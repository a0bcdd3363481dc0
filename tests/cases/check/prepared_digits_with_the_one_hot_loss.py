# not run: needs tensorflow

import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras

(known, fresh), told = tfds.load("kmnist", split=["train", "test"], as_supervised=True, with_info=True)


def scaled(image, label):
    return tf.cast(image, tf.float32) / 255.0, label


known = known.map(scaled, num_parallel_calls=tf.data.AUTOTUNE).cache().batch(64).prefetch(tf.data.AUTOTUNE)
model = keras.Sequential([keras.layers.Flatten(input_shape=(28, 28, 1)), keras.layers.Dense(10, "softmax")])
# expect: labels-not-read
model.compile("adam", loss="categorical_crossentropy")
model.fit(known, epochs=2)
