# expect: nothing

import keras
import numpy as np

demand = keras.Sequential(
    [keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1, activation="softplus")]
)
demand.compile(optimizer="adam", loss="msle", metrics=["mape"])
demand.fit(np.random.rand(20, 5), np.random.lognormal(2, 1, size=20), epochs=1, verbose=0)
