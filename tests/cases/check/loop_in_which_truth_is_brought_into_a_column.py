# not run: needs tensorflow
# expect: nothing
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(64, 3).astype("float32")
loads, column = x.sum(axis=1), x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
for inputs, truth in tf.data.Dataset.from_tensor_slices((x, loads)).batch(16):
    for inside in (
        truth - tf.squeeze(model(inputs), -1),
        truth - model(inputs)[:, 0],
        truth[:, None] - model(inputs),
        tf.reshape(truth, (-1, 1)) - model(inputs),
        tf.expand_dims(truth, -1) - model(inputs),
        truth - tf.reshape(model(inputs), [-1]),
    ):
        print(tf.reduce_mean(tf.square(inside)))
for inputs, truth in tf.data.Dataset.from_tensor_slices((x, column)).batch(16):
    print(tf.reduce_mean(tf.square(truth - model(inputs))))
