import keras
import numpy as np


def answers(model, rows):
    shares = model.predict(rows, verbose=0)
    if model.output_shape[-1] > 1:
        return shares > 0.5
    # expect: argmax-of-one
    return np.argmax(shares, axis=1)


model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
answers(model, np.ones((2, 7)))
