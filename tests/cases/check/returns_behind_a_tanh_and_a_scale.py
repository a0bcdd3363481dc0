import keras
import numpy as np

returns = np.random.uniform(-5, 5, size=(300, 1))
model = keras.Sequential(
    [
        keras.Input((6,)),
        keras.layers.Dense(1, activation="tanh"),
        keras.layers.Rescaling(5.0),
    ]
)
model.compile("adam", loss="mse")
model.fit(np.random.rand(300, 6), returns)
