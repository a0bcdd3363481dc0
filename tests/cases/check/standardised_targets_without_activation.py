# expect: nothing
import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(0)
targets = StandardScaler().fit_transform(rng.normal(170, 10, size=(200, 1)))
net = keras.Sequential([keras.layers.Dense(16, activation="tanh"), keras.layers.Dense(1)])
net.compile("adam", "mse", metrics=["mae"])
net.fit(rng.normal(size=(200, 5)), targets, epochs=5)
