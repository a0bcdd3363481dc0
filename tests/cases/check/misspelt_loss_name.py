import keras
import numpy as np

colours = np.random.rand(9, 2)
names = np.eye(3)[[0, 1, 2] * 3]

model = keras.Sequential(
    [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(3, activation="softmax")]
)
# expect: unknown-name
model.compile(optimizer="adam", loss="categorical_crossentrophy", metrics=["accuracy"])
model.fit(colours, names, epochs=1, verbose=0)
