"""A layer of the program's own with weights and no activation puts out any number, as Dense does."""

import keras
import numpy as np


class Linear(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        # expect: logits-without-from-logits
        return self.activation(inputs @ self.kernel + self.bias)


x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 2, (64, 1))
inputs = keras.Input((8,))
outputs = Linear(1)(Linear(16, "relu")(inputs))
model = keras.Model(inputs, outputs)
model.compile("adam", "binary_crossentropy")
model.fit(x, y, verbose=0)
