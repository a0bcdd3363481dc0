# expect: nothing

import keras
import numpy as np

backbone = keras.Sequential(
    [keras.layers.Dense(32, activation="relu"), keras.layers.Dense(16, activation="relu")]
)
head = keras.Sequential([keras.layers.Dropout(0.1), keras.layers.Dense(3, activation="softmax")])

model = keras.Sequential(
    [
        keras.Input((24,)),
        backbone,
        head,
        keras.layers.GaussianNoise(0.05),
    ]
)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(np.random.rand(12, 24), np.random.randint(0, 3, size=12), epochs=1, verbose=0)
