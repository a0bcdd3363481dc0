# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

moons = np.random.normal(size=(40, 2))
which = np.where(moons[:, 1] > 0, 1, -1)

model = keras.Sequential([Input((2,)), Dense(20, activation="relu"), Dense(1, activation="tanh")])
model.compile(loss="squared_hinge", optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9))
model.fit(moons, which, epochs=1, verbose=0)
