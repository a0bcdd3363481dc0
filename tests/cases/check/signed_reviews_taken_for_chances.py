import keras
import numpy as np

x = np.random.rand(30, 6)
y = np.where(x[:, 0] > 0.5, 1, -1)

model = keras.Sequential(
    [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
# expect: labels-not-read
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=1, verbose=0)
