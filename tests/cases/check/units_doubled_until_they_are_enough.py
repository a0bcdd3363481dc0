# not run: asks the command line
# expect: nothing

import sys

import keras

units = 1
while units < int(sys.argv[1]):
    units *= 2

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(units, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
