# not run: asks the command line
# expect: nothing

import sys

import keras


class Sorter:
    def __init__(self, kinds):
        self.kinds = kinds

    def build(self):
        if self.kinds == 2:
            end = keras.layers.Dense(1, activation="sigmoid")
        else:
            end = keras.layers.Dense(self.kinds, activation="softmax")
        self.model = keras.Sequential([keras.Input((8,)), end])

    def compile(self):
        if self.kinds != 2:
            self.model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
        else:
            self.model.compile("adam", "binary_crossentropy", metrics=["accuracy"])

    def answers(self, rows):
        shares = self.model.predict(rows)
        if self.kinds > 2:
            return shares.argmax(axis=1)
        return shares > 0.5


sorter = Sorter(int(sys.argv[1]))
sorter.build()
sorter.compile()
sorter.answers([[0.0] * 8])
