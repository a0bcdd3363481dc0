import keras
import numpy as np

x, kind = np.random.rand(60, 4), np.random.randint(0, 5, 60)
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="softmax")])
net.compile("adam", loss="ce", metrics=["accuracy"])
net.fit(x, kind)
one = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
one.compile("adam", loss="crossentropy", metrics=["accuracy"])
