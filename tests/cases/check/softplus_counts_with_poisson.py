# expect: nothing

import keras
import numpy as np

weather = np.random.rand(60, 5)
bikes_rented = np.random.poisson(4.0, size=60)

model = keras.Sequential(
    [
        keras.Input((5,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="softplus"),
    ]
)
model.compile(optimizer="adam", loss="poisson", metrics=["mae"])
model.fit(weather, bikes_rented, epochs=1, verbose=0)
