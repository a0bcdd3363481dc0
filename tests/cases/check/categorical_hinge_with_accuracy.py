# expect: nothing

import keras
import numpy as np

leaves = np.random.rand(30, 20)
species = keras.utils.to_categorical(np.random.randint(0, 5, size=30), 5)

model = keras.Sequential()
model.add(keras.layers.Dense(25, activation="relu"))
model.add(keras.layers.Dense(5))
model.compile(optimizer="adam", loss="categorical_hinge", metrics=["accuracy"])
model.fit(leaves, species, epochs=1, verbose=0)
