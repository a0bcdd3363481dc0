# not run: reads a file

import keras
import numpy as np

recording = np.load("arm.npz")

arm = keras.Sequential([keras.layers.Dense(20, activation="tanh"), keras.layers.Dense(3)])
# expect: accuracy-on-several-numbers
arm.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
arm.fit(recording["angles"], recording["hand"], epochs=1, verbose=0)
