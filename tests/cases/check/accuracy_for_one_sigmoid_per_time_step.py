# expect: nothing

import keras
import numpy as np
from keras.layers import GRU, Dense, Input, TimeDistributed

model = keras.Sequential()
model.add(Input((20, 4)))
model.add(GRU(10, return_sequences=True))
model.add(TimeDistributed(Dense(1, activation="sigmoid")))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(np.random.rand(6, 20, 4), np.random.randint(0, 2, size=(6, 20, 1)), epochs=1, verbose=0)
