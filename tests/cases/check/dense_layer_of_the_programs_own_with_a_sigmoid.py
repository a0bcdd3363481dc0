"""A layer of the program's own that is told its activation by name, as Dense is."""

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
        return self.activation(keras.ops.matmul(inputs, self.kernel) + self.bias)


x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 2, (64, 1))
model = keras.Sequential([keras.Input((8,)), Linear(16, "relu"), Linear(1, "sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(x, y, verbose=0)
