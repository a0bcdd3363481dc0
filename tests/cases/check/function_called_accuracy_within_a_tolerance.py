# expect: nothing

import keras
import numpy as np
from keras import ops


def accuracy(y_true, y_pred):
    """Share of predictions within 0.5 of the target."""
    return ops.mean(ops.cast(ops.abs(y_true - y_pred) < 0.5, "float32"))


model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="sgd", metrics=[accuracy])
model.fit(np.random.rand(20, 2), np.random.rand(20, 1), epochs=1, verbose=0)
