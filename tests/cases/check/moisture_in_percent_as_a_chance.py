import keras
import numpy as np

moisture = np.random.uniform(0, 100, size=400)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
# expect: labels-not-read
model.compile("adam", loss="binary_crossentropy")
model.fit(np.random.rand(400, 3), moisture)
