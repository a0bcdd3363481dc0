import keras
import numpy as np

profit = np.random.normal(0.0, 3.0, size=(500, 1))
model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        # expect: targets-below-zero
        keras.layers.Dense(1, activation="softplus"),
    ]
)
model.compile("adam", loss="mae")
model.fit(np.random.rand(500, 4), profit)
