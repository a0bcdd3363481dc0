# expect: nothing

import keras
import numpy as np


class Trainer:
    def __init__(self, model, loss="mse", metrics=()):
        self.model = model
        self.model.compile(optimizer="adam", loss=loss, metrics=list(metrics))

    def run(self, x, y):
        return self.model.fit(x, y, epochs=1, verbose=0)


x = np.random.rand(12, 3)
price = keras.Sequential([keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1)])
Trainer(price).run(x, 100 * np.random.rand(12))

sold = keras.Sequential(
    [keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
Trainer(sold, "binary_crossentropy", ["accuracy"]).run(x, np.arange(12) % 2)
