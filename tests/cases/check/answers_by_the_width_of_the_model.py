# expect: nothing

import keras
import numpy as np


def answers(model, rows):
    shares = model.predict(rows, verbose=0)
    if (model.output_shape[-1]) == 1:
        return shares > 0.5
    return shares.argmax(axis=-1)


yes_or_no = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1, activation="sigmoid")])
yes_or_no.compile("adam", "binary_crossentropy")
one_of_five = keras.Sequential([keras.Input((7,)), keras.layers.Dense(5, activation="softmax")])
one_of_five.compile("adam", "categorical_crossentropy")
print(answers(yes_or_no, np.ones((2, 7))), answers(one_of_five, np.ones((2, 7))))
