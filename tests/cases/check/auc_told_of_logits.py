# expect: nothing

import keras
import numpy as np

churn = keras.Sequential([keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1)])
churn.compile(
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    optimizer="adam",
    metrics=[
        keras.metrics.AUC(from_logits=True, name="auc"),
        keras.metrics.BinaryAccuracy(threshold=0.0),
    ],
)
churn.fit(np.random.rand(30, 6), np.random.randint(0, 2, size=(30, 1)), epochs=1, verbose=0)
