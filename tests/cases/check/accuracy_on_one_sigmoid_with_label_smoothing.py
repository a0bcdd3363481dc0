# expect: nothing

import keras
import numpy as np

model = keras.Sequential()
model.add(keras.layers.Dense(10, activation="gelu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(
    optimizer="adamw",
    loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1),
    metrics=["accuracy"],
)
model.fit(np.random.rand(20, 4), np.random.randint(0, 2, size=20), epochs=1, verbose=0)
