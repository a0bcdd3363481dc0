# expect: nothing

import keras
import numpy as np
from keras.layers import Activation, Dense, Input, Lambda

TEMPERATURE = 3.0

model = keras.Sequential()
model.add(Input((12,)))
model.add(Dense(24, activation="relu"))
model.add(Dense(6))
model.add(Lambda(lambda scores: scores / TEMPERATURE))
model.add(Activation("softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(12, 12), np.eye(6)[np.arange(12) % 6], epochs=1, verbose=0)
