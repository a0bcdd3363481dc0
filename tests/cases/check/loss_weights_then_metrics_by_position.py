# expect: nothing

import keras
import numpy as np

model = keras.Sequential(
    [keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile("adam", "binary_crossentropy", None, ["accuracy"])
model.fit(np.random.rand(16, 3), np.random.randint(0, 2, size=16), epochs=1, verbose=0)
