"""A sigmoid that is written out gives shares, of which a loss of logits makes shares once more."""

import keras
import numpy as np

x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 2, (64, 1))
inputs = keras.Input((8,))
outputs = keras.layers.Lambda(lambda z: 1 / (1 + keras.ops.exp(-z)))(keras.layers.Dense(1)(inputs))
model = keras.Model(inputs, outputs)
# expect: activation-and-from-logits
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, verbose=0)
