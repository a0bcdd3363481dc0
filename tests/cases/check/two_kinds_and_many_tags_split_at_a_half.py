# expect: nothing
import keras
import numpy as np

x = np.random.rand(60, 5)
pair = keras.Sequential([keras.Input((5,)), keras.layers.Dense(2, activation="softmax")])
pair.compile("adam", "sparse_categorical_crossentropy")
print((pair.predict(x) > 0.5).astype(int))
tags = keras.Sequential([keras.Input((5,)), keras.layers.Dense(6, activation="sigmoid")])
tags.compile("adam", "binary_crossentropy")
print((tags.predict(x) > 0.5).astype(int), np.round(tags.predict(x)))
