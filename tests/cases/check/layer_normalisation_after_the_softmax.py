import keras
import numpy as np

model = keras.Sequential(
    [
        keras.Input((9,)),
        keras.layers.Dense(24, activation="relu"),
        keras.layers.Dense(5, activation="softmax"),
        # expect: dropout-after-output
        keras.layers.LayerNormalization(),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(np.random.rand(30, 9), np.random.randint(0, 5, size=30), epochs=1, verbose=0)
