# expect: nothing

import keras
import numpy as np

model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
shares = model.predict(np.ones((2, 7)))
rows, columns = shares.shape
several = columns > 1
first = np.argmax(shares, axis=1) if several else shares > 0.5
second = shares.argmax(axis=1) if len(shares[0]) > 1 else shares.round()
if shares.ndim == 2 and shares.shape[1] > 1:
    third = np.argmax(shares, axis=-1)
if np.ndim(shares) > 2:
    fourth = np.argmax(shares, axis=-1)
