import keras
import numpy as np
from keras.layers import Dense, Flatten, Input

cells = np.random.rand(30, 10, 10)
infected = np.random.randint(0, 2, size=30)

model = keras.Sequential()
model.add(Input((10, 10)))
model.add(Flatten())
model.add(Dense(20, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
# expect: one-unit-for-classes
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(cells, infected, epochs=1, verbose=0)
