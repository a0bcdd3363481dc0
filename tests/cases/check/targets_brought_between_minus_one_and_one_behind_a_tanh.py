# expect: nothing
import numpy as np
from keras import Sequential, layers
from sklearn.preprocessing import MinMaxScaler, StandardScaler

rng = np.random.default_rng(0)
rows, heights = rng.normal(size=(200, 5)), rng.normal(170, 10, size=(200, 1))
inputs = StandardScaler().fit_transform(rows)
targets = MinMaxScaler(feature_range=(-1, 1)).fit_transform(heights)

net = Sequential([layers.Dense(16, activation="relu"), layers.Dense(1, activation="tanh")])
net.compile("adam", "mse")
net.fit(inputs, targets, epochs=5)
