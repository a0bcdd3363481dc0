import numpy as np
from keras import Sequential, layers
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(0)
inputs, heights = rng.normal(size=(200, 5)), rng.normal(170, 10, size=(200, 1))
scaler = StandardScaler()
targets = scaler.fit_transform(heights)

net = Sequential([layers.Dense(16, activation="relu")])
# expect: bounded-head-for-regression
net.add(layers.Dense(1, activation="tanh"))
net.compile("adam", "mse")
net.fit(inputs, targets, epochs=5)
