# expect: nothing

import keras
import numpy as np
from keras.layers import Dense

head = Dense(3, activation="softmax")
body = [Dense(32, activation="relu"), Dense(16, activation="relu")]
model = keras.Sequential([*body, head])
model.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.CategoricalAccuracy()])
model.fit(np.random.rand(9, 4), np.eye(3)[np.arange(9) % 3], epochs=1, verbose=0)
