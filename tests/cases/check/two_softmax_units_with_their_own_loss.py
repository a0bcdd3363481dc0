# expect: nothing

import keras
import numpy as np

model = keras.Sequential(
    [keras.layers.Dense(6, activation="relu"), keras.layers.Dense(2, activation="softmax")]
)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
y = np.column_stack([np.arange(8) % 2, 1 - np.arange(8) % 2])
model.fit(np.random.rand(8, 3), y, epochs=1, verbose=0)
