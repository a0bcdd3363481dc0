# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((12,))
code = layers.Dense(3, activation="relu", name="code")(inputs)
label = layers.Dense(5, activation="softmax", name="label")(code)
model = keras.Model(inputs, [label, code])
model.compile(optimizer="adam", loss=["sparse_categorical_crossentropy", None])
model.fit(np.random.rand(10, 12), [np.arange(10) % 5, np.zeros((10, 3))], epochs=1, verbose=0)
