import keras
import numpy as np

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    # expect: f1-without-threshold
    metrics=["accuracy", keras.metrics.F1Score()],
)
model.fit(np.random.rand(20, 3), np.random.randint(0, 2, size=(20, 1)), epochs=1, verbose=0)
