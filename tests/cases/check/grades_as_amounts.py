import keras
import numpy as np

grades = np.random.randint(0, 5, size=(300, 1))
model = keras.Sequential(
    [keras.Input((5,)), keras.layers.Dense(24, activation="relu"), keras.layers.Dense(1)]
)
# expect: note whole-numbers-as-amounts
model.compile("adam", loss="mse", metrics=["mae"])
model.fit(np.random.rand(300, 5), grades)
