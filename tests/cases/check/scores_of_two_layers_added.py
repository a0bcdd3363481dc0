"""A sum of layers without an activation may be any number, and is no probability."""

import keras
import numpy as np

x, y = np.random.normal(size=(64, 8)), np.random.randint(0, 2, (64, 1))
inputs = keras.Input((8,))
wide = keras.layers.Dense(1)(inputs)
deep = keras.layers.Dense(1)(keras.layers.Dense(8, activation="relu")(inputs))
# expect: logits-without-from-logits
model = keras.Model(inputs, keras.layers.Add()([wide, deep]))
model.compile("adam", "binary_crossentropy")
model.fit(x, y, verbose=0)
