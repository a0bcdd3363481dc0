# expect: nothing

import keras
import numpy as np

N_LABELS = 5
x = np.random.rand(20, 16)
y = np.random.randint(0, 2, size=(20, N_LABELS)).astype("float32")

inputs = keras.Input((16,))
h = keras.layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(N_LABELS, activation="sigmoid")(h))
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=[
        keras.metrics.F1Score(average="macro", threshold=0.5),
        keras.metrics.BinaryAccuracy(),
    ],
)
model.fit(x, y, epochs=1, verbose=0)
