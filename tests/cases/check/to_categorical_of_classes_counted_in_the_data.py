# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

letters = np.random.randint(0, 26, size=80)
strokes = np.random.rand(80, 16)
n_letters = int(letters.max()) + 1
targets = keras.utils.to_categorical(letters, num_classes=n_letters)

model = keras.Sequential([Input((16,)), Dense(32, activation="relu"), Dense(n_letters, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(strokes, targets, epochs=1, verbose=0)
