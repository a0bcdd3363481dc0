# expect: nothing

import keras
import numpy as np

x = np.random.rand(20, 3)
y = np.random.randint(0, 2, size=(20, 2))

switches = keras.Sequential(
    [keras.layers.Dense(6, activation="relu"), keras.layers.Dense(2, activation="sigmoid")]
)
switches.compile(optimizer="adam", loss="binary_crossentropy", metrics=["binary_accuracy"])
switches.fit(x, y, epochs=1, verbose=0)
