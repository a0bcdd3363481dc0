# expect: nothing

import keras
import numpy as np
from keras import layers

faces = np.random.rand(20, 64)
smiling = np.random.randint(0, 2, size=20)
emotion = keras.utils.to_categorical(np.random.randint(0, 7, size=20), 7)

inputs = keras.Input((64,))
trunk = layers.Dense(32, activation="relu")(inputs)
smile = layers.Dense(1, activation="sigmoid", name="smile")(trunk)
mood = layers.Dense(7, activation="softmax", name="mood")(trunk)

model = keras.Model(inputs, [smile, mood])
model.compile(optimizer="adam", loss=["binary_crossentropy", "categorical_crossentropy"])
model.fit(faces, [smiling, emotion], epochs=1, verbose=0)
