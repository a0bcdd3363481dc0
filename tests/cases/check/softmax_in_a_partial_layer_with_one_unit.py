import functools

import keras
import numpy as np

Hidden = functools.partial(keras.layers.Dense, activation="relu", kernel_initializer="he_normal")
Output = functools.partial(keras.layers.Dense, activation="softmax")

model = keras.Sequential(
    [
        Hidden(32),
        Hidden(16),
        # expect: softmax-of-one
        Output(1),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(16, 5), np.random.randint(0, 2, size=16), epochs=1, verbose=0)
