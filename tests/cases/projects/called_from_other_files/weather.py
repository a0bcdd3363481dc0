import keras
import numpy as np
from lib.training import train

rain = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
train(rain, "binary_crossentropy").fit(np.load("x.npy"), np.load("y.npy"))

# expect: sigmoid-for-one-of-many
kind = keras.Sequential([keras.Input((8,)), keras.layers.Dense(5, activation="sigmoid")])
train(kind, "categorical_crossentropy").fit(np.load("x.npy"), np.load("kinds.npy"))
