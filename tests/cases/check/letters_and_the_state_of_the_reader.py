# expect: nothing

import keras
import numpy as np
from keras import layers


class Reader(keras.Model):
    def __init__(self, letters):
        super().__init__()
        self.embedding = layers.Embedding(letters, 8)
        self.gru = layers.GRU(16, return_sequences=True, return_state=True)
        self.scores = layers.Dense(letters)

    def call(self, ids):
        steps, state = self.gru(self.embedding(ids))
        return self.scores(steps), layers.Dense(4, activation="tanh")(state)


model = Reader(30)
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
ids = np.random.randint(0, 30, size=(4, 7))
