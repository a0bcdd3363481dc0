import keras
import numpy as np
from keras import layers

words, tags = np.random.randint(1, 200, (50, 12)), np.random.randint(0, 9, (50, 12))
tags[:, 9:] = -1
model = keras.Sequential(
    [
        layers.Embedding(200, 16),
        layers.GRU(8, return_sequences=True),
        # expect: labels-beyond-units
        layers.Dense(9, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(words, tags)
