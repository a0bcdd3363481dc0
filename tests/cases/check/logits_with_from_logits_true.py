# expect: nothing

import keras
import numpy as np

waves = np.random.rand(30, 50)
phoneme = np.random.randint(0, 12, size=30)

model = keras.Sequential([keras.Input((50,)), keras.layers.Dense(24, "relu"), keras.layers.Dense(12)])
model.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(waves, phoneme, epochs=1, verbose=0)
