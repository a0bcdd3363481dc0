import keras
import numpy as np

real, made = np.random.rand(50, 8), np.random.rand(50, 8)
told = np.vstack([np.ones((50, 1)), np.zeros((50, 1))])
judge = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
judge.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
judge.fit(np.concatenate([real, made]), told)
