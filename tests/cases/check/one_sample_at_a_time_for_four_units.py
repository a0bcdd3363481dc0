"""Four units for one target, and a batch of one sample, which can be stretched to any shape."""

import keras
import numpy as np

x = np.array([1, 2, 3, 4, 5, 6, 7])
y = np.array([1, 2, 3, 4, 5, 6, 7])

model = keras.Sequential()
model.add(keras.layers.Dense(5, input_dim=1))
# expect: targets-stretched
model.add(keras.layers.Dense(4))
model.compile(loss="mse", optimizer="adam")
model.fit(x, y, epochs=100, batch_size=1)
