# expect: nothing

import keras
import numpy as np
from keras import layers

pretrained = keras.Sequential(
    [
        keras.Input((20,)),
        layers.Dense(32, activation="relu", name="embedding"),
        layers.Dense(100, activation="softmax"),
    ]
)
features = keras.Model(pretrained.inputs, pretrained.get_layer("embedding").output)
features.trainable = False

model = keras.Sequential([features, layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(16, 20), np.random.randint(0, 4, size=16), epochs=1, verbose=0)
