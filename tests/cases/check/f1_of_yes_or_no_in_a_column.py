# expect: nothing
import keras
import numpy as np

x, y = np.random.rand(30, 4), np.random.randint(0, 2, (30, 1))
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.F1Score(threshold=0.5)])
model.fit(x, y)
