"""Class numbers in a list that is repeated, and one that another list is joined to."""

import keras
import numpy as np

x = np.array(np.random.randint(0, 11, (32, 7)).tolist() * 100)
y = np.array(np.random.randint(0, 2, (32,)).tolist() * 100)
more = np.array(list(np.zeros(40, int)) + np.ones(60, int).tolist())


def network():
    return keras.Sequential(
        [
            keras.layers.Embedding(11, 13),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )


model = network()
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y)

second = network()
second.compile("adam", "sparse_categorical_crossentropy")
second.fit(x[:100], more)
