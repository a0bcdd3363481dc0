import keras
import numpy as np

moisture = np.random.uniform(0, 100, size=400) / 100
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", loss="binary_crossentropy")
model.fit(np.random.rand(400, 3), moisture)
