import keras
import numpy as np

x = np.random.rand(30, 6)
y = np.random.randint(0, 2, size=30)
y = 2 * y - 1

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="tanh")])
# expect: accuracy-on-margins
model.compile(optimizer="adam", loss="hinge", metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(x, y, epochs=1, verbose=0)
