# expect: nothing
# not run: needs tensorflow

import tensorflow as tf

if tf.config.list_physical_devices("GPU"):
    tf.keras.mixed_precision.set_global_policy("mixed_float16")

songs = tf.keras.Sequential([tf.keras.layers.LSTM(64), tf.keras.layers.Dense(12, activation="softmax")])
songs.compile("adam", loss="categorical_crossentropy")
