# expect: nothing

import keras
import numpy as np

model = keras.Sequential(
    [keras.layers.Dense(9, activation="relu"), keras.layers.Dense(7, activation="softmax")]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=[
        "accuracy",
        "sparse_categorical_accuracy",
        keras.metrics.SparseTopKCategoricalAccuracy(k=2, name="top2"),
    ],
)
model.fit(np.random.rand(20, 7), np.random.randint(0, 7, size=20), epochs=1, verbose=0)
