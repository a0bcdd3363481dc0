# expect: nothing

import keras
import numpy as np
from keras import ops


def negative_log_likelihood(y_true, y_pred):
    mean, log_variance = y_pred[:, :1], y_pred[:, 1:]
    return ops.mean(0.5 * log_variance + 0.5 * ops.square(y_true - mean) / ops.exp(log_variance))


inputs = keras.Input((4,))
x = keras.layers.Dense(16, activation="relu")(inputs)
outputs = keras.layers.Dense(2)(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss=negative_log_likelihood)
model.fit(np.random.rand(10, 4), np.random.rand(10, 1), epochs=1, verbose=0)
