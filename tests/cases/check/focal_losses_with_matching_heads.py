# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(12, 6)

rare = keras.Sequential([Input((6,)), Dense(8, activation="relu"), Dense(1)])
rare.compile("adam", loss=keras.losses.BinaryFocalCrossentropy(gamma=2.0, from_logits=True))
rare.fit(x, np.arange(12) % 2, epochs=1, verbose=0)

kinds = keras.Sequential([Input((6,)), Dense(8, activation="relu"), Dense(3, activation="softmax")])
kinds.compile("adam", loss="categorical_focal_crossentropy", metrics=["accuracy"])
kinds.fit(x, np.eye(3)[np.arange(12) % 3], epochs=1, verbose=0)
