import keras
import numpy as np
from keras.layers import Dense, Input

visitors = np.random.poisson(30.0, size=40)
calendar = np.random.rand(40, 7)

model = keras.Sequential()
model.add(Input((7,)))
model.add(Dense(14, activation="relu"))
# expect: note logarithm-below-zero
model.add(Dense(1))
model.compile(optimizer="adam", loss="msle")
model.fit(calendar, visitors, epochs=1, verbose=0)
