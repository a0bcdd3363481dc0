# not run: needs tensorflow
# expect: nothing
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, steps = np.random.rand(64, 3), np.random.rand(64, 5)
model = keras.Sequential([keras.layers.Dense(5)])
for number, (inputs, truth) in enumerate(tf.data.Dataset.from_tensor_slices((x, steps)).batch(16)):
    print(number, tf.reduce_mean(truth - model(inputs)))
for batch in tf.data.Dataset.from_tensor_slices((x, steps)).batch(16).take(1):
    inputs, truth = batch
    print(truth - model(inputs))
