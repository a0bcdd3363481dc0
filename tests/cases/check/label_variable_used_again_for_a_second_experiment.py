# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(30, 8)
y = np.random.randint(0, 4, size=30)

model = keras.Sequential([Input((8,)), Dense(12, activation="relu"), Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)

y = keras.utils.to_categorical(y, 4)

model = keras.Sequential([Input((8,)), Dense(12, activation="relu"), Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
