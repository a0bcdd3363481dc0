# expect: nothing
# not run: needs tensorflow

import numpy as np
import tensorflow as tf


def root_mean_squared(y_true, y_pred):
    return tf.sqrt(tf.reduce_mean(tf.square(y_true - y_pred), axis=-1) + 1e-9)


tf.keras.utils.get_custom_objects()["mean_squared_err"] = root_mean_squared

model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(8, activation="relu"))
model.add(tf.keras.layers.Dense(1))
model.compile(optimizer="adam", loss="mean_squared_err")
model.fit(np.random.rand(10, 3), np.random.rand(10, 1), epochs=1, verbose=0)
