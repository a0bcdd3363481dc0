# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((8, 8, 1))
x = layers.Conv2D(4, 3, activation="relu")(inputs)
x = layers.Conv2D(5, 1)(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Activation("softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(10, 8, 8, 1), np.arange(10) % 5, epochs=1, verbose=0)
