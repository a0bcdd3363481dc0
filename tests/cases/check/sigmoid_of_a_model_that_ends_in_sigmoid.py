import keras
import numpy as np


def make_base(n_inputs):
    return keras.Sequential(
        [
            keras.Input((n_inputs,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


base = make_base(12)
# expect: activation-twice
calibrated = keras.Sequential([base, keras.layers.Activation("sigmoid")])
calibrated.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
calibrated.fit(np.random.rand(20, 12), np.random.randint(0, 2, size=20), epochs=1, verbose=0)
