import keras
import numpy as np


def fit_head(network, loss, x, y):
    network.compile(optimizer="rmsprop", loss=loss)
    return network.fit(x, y, epochs=1, verbose=0)


pages = np.random.rand(25, 40)
clicked = np.random.randint(0, 2, size=25)

ranker = keras.Sequential([keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")])
# expect: one-unit-for-classes
fit_head(ranker, "categorical_crossentropy", pages, clicked)
