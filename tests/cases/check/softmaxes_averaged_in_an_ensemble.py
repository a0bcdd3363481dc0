# expect: nothing

import keras
import numpy as np
from keras import layers


def member(seed):
    return keras.Sequential(
        [
            keras.Input((8,)),
            layers.Dense(10, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed)),
            layers.Dense(4, activation="softmax"),
        ]
    )


inputs = keras.Input((8,))
votes = [member(seed)(inputs) for seed in range(3)]
ensemble = keras.Model(inputs, layers.Average()(votes))
ensemble.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
ensemble.fit(np.random.rand(12, 8), np.arange(12) % 4, epochs=1, verbose=0)
