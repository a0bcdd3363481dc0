# not run: asks the command line

import sys

import keras

how_many = int(sys.argv[1])
kinds = keras.Sequential([keras.Input((40,)), keras.layers.Dense(6, activation="softmax")])
kinds.compile(
    "adam",
    "categorical_crossentropy",
    metrics=[keras.metrics.TopKCategoricalAccuracy(3), keras.metrics.TopKCategoricalAccuracy(k=how_many)],
)
