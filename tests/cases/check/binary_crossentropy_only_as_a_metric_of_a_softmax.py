# expect: nothing

import keras
import numpy as np

LOSS = "categorical_crossentropy"
model = keras.Sequential(
    [keras.layers.Dense(12, activation="relu"), keras.layers.Dense(5, activation="softmax")]
)
model.compile(optimizer="adam", loss=LOSS, metrics=["accuracy", "categorical_crossentropy"])
model.fit(np.random.rand(10, 6), np.eye(5)[np.arange(10) % 5], epochs=1, verbose=0)
