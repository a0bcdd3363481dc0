# expect: nothing

import keras
from keras import layers

tags = keras.Sequential([keras.Input((300,)), layers.Dense(12, activation="sigmoid")])
tags.compile("adam", loss="binary_crossentropy", metrics=[keras.metrics.F1Score("micro", 0.5)])

spam = keras.Sequential([keras.Input((300,)), layers.Dense(1)])
spam.compile(
    "adam",
    loss=keras.losses.BinaryCrossentropy(True),
    metrics=[keras.metrics.BinaryAccuracy("accuracy", None, 0.0)],
)
