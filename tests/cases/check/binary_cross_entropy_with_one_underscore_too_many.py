import keras
import numpy as np
from keras.layers import Dense, Input

model = keras.Sequential()
model.add(Input((3,)))
model.add(Dense(1, activation="sigmoid"))
model.compile(
    # expect: unknown-name
    loss="binary_cross_entropy",
    optimizer="adam",
)
model.fit(np.random.rand(9, 3), np.random.randint(0, 2, size=9), epochs=1, verbose=0)
