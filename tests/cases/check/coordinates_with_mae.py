# expect: nothing

import keras
import numpy as np

landmarks = keras.Sequential(name="landmarks")
landmarks.add(keras.layers.Flatten())
landmarks.add(keras.layers.Dense(32, activation="relu"))
landmarks.add(keras.layers.Dense(10))
landmarks.compile(optimizer="adam", loss="huber", metrics=["mae", keras.metrics.R2Score()])
landmarks.fit(np.random.rand(12, 9, 9), np.random.rand(12, 10) * 96, epochs=1, verbose=0)
