# not run: asks the command line

import sys

import keras

columns = sys.argv[1:]
sales = keras.Sequential([keras.layers.Dense(40, activation="relu"), keras.layers.Dense(len(columns))])
# expect: accuracy-on-regression
sales.compile("adam", "mse", metrics=["accuracy"])
