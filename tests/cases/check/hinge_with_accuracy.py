import keras
import numpy as np
from keras.layers import Dense, Input

points = np.random.normal(size=(60, 2))
side = np.where(points[:, 0] * points[:, 1] > 0, 1, -1)

model = keras.models.Sequential([Input((2,)), Dense(24, activation="relu"), Dense(1, activation="tanh")])
# expect: accuracy-on-margins
model.compile(loss="hinge", optimizer="adam", metrics=["accuracy"])
model.fit(points, side, epochs=1, verbose=0)
