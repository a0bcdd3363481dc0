# not run: needs tensorflow

"""Keras 2 makes a column of flat targets, and stretches it over ten units without a word."""

import tensorflow as tf

x = tf.random.uniform((1000, 10))
y = tf.random.uniform((1000,))
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10).repeat().batch(64).prefetch(2)

# expect: targets-stretched
model = tf.keras.Sequential([tf.keras.layers.Dense(10)])
model.compile(tf.keras.optimizers.legacy.SGD(), loss="mse")
model.fit(data, epochs=5, steps_per_epoch=20)
