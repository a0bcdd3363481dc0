import keras
import numpy as np

visits = np.random.randint(0, 40, size=(300, 1))
model = keras.Sequential(
    [keras.Input((5,)), keras.layers.Dense(24, activation="relu"), keras.layers.Dense(1)]
)
model.compile("adam", loss="mse", metrics=["mae"])
model.fit(np.random.rand(300, 5), visits)
