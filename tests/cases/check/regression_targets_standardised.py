# expect: nothing

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

x = np.random.rand(40, 6)
y = 1000.0 * np.random.rand(40, 1)

x = StandardScaler().fit_transform(x)
y = StandardScaler().fit_transform(y)

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=1, verbose=0)
