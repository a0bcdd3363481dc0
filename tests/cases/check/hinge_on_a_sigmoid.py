import keras
import numpy as np

x = np.random.normal(size=(30, 2))
y = np.where(x[:, 0] > x[:, 1], 1, -1)

model = keras.Sequential()
model.add(keras.layers.Dense(8, activation="relu"))
# expect: margin-out-of-reach
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="hinge")
model.fit(x, y, epochs=1, verbose=0)
