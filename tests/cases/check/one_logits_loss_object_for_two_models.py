# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(50, 6)
y = np.random.randint(0, 3, size=50)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

small = keras.Sequential([Input((6,)), Dense(4, activation="relu"), Dense(3)])
large = keras.Sequential([Input((6,)), Dense(64, activation="relu"), Dense(64, activation="relu"), Dense(3)])

for candidate in (small, large):
    candidate.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
    candidate.fit(x, y, epochs=1, verbose=0)
