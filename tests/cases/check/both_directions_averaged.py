# expect: nothing

import keras
import numpy as np
from keras import layers

# Averaged, two directions of one unit are one unit still.
signals = np.random.rand(10, 6, 3)
model = keras.Sequential([keras.Input((6, 3))])
model.add(layers.Bidirectional(layers.LSTM(1, activation="sigmoid"), merge_mode="ave"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(signals, np.random.randint(0, 2, size=(10, 1)), epochs=1, verbose=0)
