# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Dropout, Input

classifier_head = keras.Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")], name="head")
upper = keras.Sequential([Dropout(0.2), classifier_head], name="upper")

inputs = Input((14,))
model = keras.Model(inputs, upper(Dense(16, activation="relu")(inputs)))
model.compile("adam", loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05), metrics=["accuracy"])
model.fit(np.random.rand(9, 14), np.eye(3)[np.arange(9) % 3], epochs=1, verbose=0)
