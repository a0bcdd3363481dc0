import keras
import numpy as np

x, y = np.ones((40, 3)), np.arange(40) % 4
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kinds.compile("adam", "sparse_categorical_crossentropy")
# expect: class-weight-refused
kinds.fit(x, y, class_weight="balanced")
