# expect: nothing

import keras
import numpy as np
from keras.layers import LSTM, Dense, Input

series = np.random.rand(16, 10, 3)
rises = np.random.randint(0, 2, size=(16, 1))

model = keras.Sequential([Input((10, 3)), LSTM(8, activation="tanh"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(series, rises, epochs=1, verbose=0)
