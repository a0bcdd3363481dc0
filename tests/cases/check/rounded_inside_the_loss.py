# not run: needs tensorflow

import tensorflow as tf
from tensorflow import keras


class Stars(keras.losses.Loss):
    def call(self, y_true, y_pred):
        stars = tf.round(y_pred)
        return tf.reduce_mean(tf.square(tf.cast(y_true, tf.float32) - stars), axis=-1)


rating = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
# expect: no-gradient
rating.compile(optimizer="adam", loss=Stars(), metrics=["mae"])
