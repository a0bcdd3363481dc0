# expect: nothing

import keras
import numpy as np

tags = (np.random.rand(30, 6) > 0.8).astype("float32")
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(6, activation="sigmoid")])
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=[
        keras.metrics.F1Score(average="macro", threshold=0.3),
        keras.metrics.BinaryAccuracy(threshold=0.3),
    ],
)
model.fit(np.random.rand(30, 3), tags, epochs=1, verbose=0)
