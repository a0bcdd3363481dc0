import keras
import numpy as np

base = keras.Sequential(
    [
        keras.Input((9,)),
        keras.layers.Dense(6, activation="softmax"),
    ]
)
# expect: activation-and-from-logits
base.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
base.fit(np.random.rand(6, 9), np.eye(6), verbose=0)
base.layers[-1].activation = keras.activations.linear
