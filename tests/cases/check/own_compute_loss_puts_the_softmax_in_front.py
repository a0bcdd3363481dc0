# expect: nothing

import keras
import numpy as np
from keras import ops


class Scored(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.scores = keras.layers.Dense(classes)

    def call(self, x):
        return self.scores(self.hidden(x))

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return super().compute_loss(x, y, ops.softmax(y_pred), sample_weight)


model = Scored(4)
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(np.random.rand(20, 3), np.arange(20) % 4, verbose=0)
