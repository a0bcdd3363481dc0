# expect: nothing

import keras
import numpy as np

model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
model.fit(np.random.rand(20, 5), np.random.randint(0, 2, size=20), epochs=1, verbose=0)
