# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

model = keras.Sequential([Input((12,)), Dense(24, activation="relu"), Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(np.random.rand(10, 12), np.random.rand(10), epochs=1, verbose=0)

model.pop()
model.add(Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(12, 12), np.arange(12) % 3, epochs=1, verbose=0)
