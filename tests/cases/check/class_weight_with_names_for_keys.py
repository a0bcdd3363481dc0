import keras
import numpy as np

x, y = np.ones((40, 3)), np.arange(40) % 2
kinds = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
kinds.compile("adam", "binary_crossentropy")
# expect: class-weight-passed-over
kinds.fit(x, y, class_weight={"0": 1.0, "1": 9.0})
