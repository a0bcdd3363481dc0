# expect: nothing

from typing import NamedTuple

import keras


class Ends(NamedTuple):
    place: object
    kind: object


inputs = keras.Input((9,))
ends = Ends(kind=keras.layers.Dense(4, activation="softmax")(inputs), place=keras.layers.Dense(2)(inputs))
model = keras.Model(inputs, ends)
model.compile("adam", ["mse", "categorical_crossentropy"])
