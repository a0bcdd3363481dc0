# not run: needs tensorflow

import numpy as np
from tensorflow import keras

model = keras.Sequential(
    [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3, activation="softmax")]
)
# expect: metrics-without-brackets
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics="accuracy")
model.fit(np.random.rand(9, 14), np.arange(9) % 3, epochs=1, verbose=0)
