# expect: nothing

import keras
import numpy as np
from keras import layers, ops


def contrastive(margin=1.0):
    def loss(y_true, y_pred):
        y_true = ops.cast(y_true, y_pred.dtype)
        return ops.mean(
            (1 - y_true) * ops.square(y_pred) + y_true * ops.square(ops.maximum(margin - y_pred, 0))
        )

    return loss


embed = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(4)])
a, b = keras.Input((10,)), keras.Input((10,))
gap = layers.Subtract()([embed(a), embed(b)])
distance = layers.Dense(1)(gap)
siamese = keras.Model([a, b], distance)
siamese.compile(optimizer="adam", loss=contrastive(0.8))
pairs = [np.random.rand(8, 10), np.random.rand(8, 10)]
siamese.fit(pairs, np.random.randint(0, 2, size=(8, 1)), epochs=1, verbose=0)
