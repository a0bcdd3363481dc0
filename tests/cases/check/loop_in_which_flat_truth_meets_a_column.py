# not run: needs tensorflow

import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(64, 3).astype("float32")
loads = x.sum(axis=1)
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)
for inputs, truth in tf.data.Dataset.from_tensor_slices((x, loads)).batch(16):
    with tf.GradientTape() as tape:
        guess = model(inputs, training=True)
        # expect: flat-labels-beside-a-column
        loss = tf.reduce_mean(tf.square(truth - guess))
    found = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(found, model.trainable_variables, strict=True))
