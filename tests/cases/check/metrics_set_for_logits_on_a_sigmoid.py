import keras
import numpy as np

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(
    "adam",
    "binary_crossentropy",
    metrics=[
        # expect: zero-threshold-on-probabilities
        keras.metrics.BinaryAccuracy(threshold=0.0),
        # expect: metric-from-logits-on-probabilities
        keras.metrics.AUC(from_logits=True),
        keras.metrics.Precision(thresholds=0.5),
        keras.metrics.Recall(thresholds=0.1),
    ],
)
model.fit(np.random.rand(20, 8), np.random.randint(0, 2, size=20), epochs=1, verbose=0)
