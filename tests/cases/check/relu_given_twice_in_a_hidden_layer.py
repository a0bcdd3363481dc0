# expect: nothing

import numpy as np
from keras.layers import Activation, Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Input((10,)))
model.add(Dense(32, activation="relu"))
model.add(Activation("relu"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

model.fit(np.random.rand(30, 10), np.random.randint(0, 3, size=30), epochs=1, verbose=0)
