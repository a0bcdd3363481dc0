# expect: nothing

import keras
import numpy as np

survived = keras.Sequential(name="titanic")
survived.add(keras.layers.Dense(10, activation="relu"))
survived.add(keras.layers.Dense(1, activation="sigmoid"))
survived.compile("adam", "binary_crossentropy", metrics=["accuracy", "binary_accuracy"])
survived.fit(np.random.rand(20, 3), np.random.randint(0, 2, size=(20, 1)), epochs=1, verbose=0)
