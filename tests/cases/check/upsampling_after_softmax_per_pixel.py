# expect: nothing

import keras
import numpy as np
from keras import layers

fields = np.random.rand(4, 16, 16, 3)
crops = np.random.randint(0, 5, size=(4, 16, 16))

inputs = keras.Input((16, 16, 3))
x = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(inputs)
x = layers.Conv2D(5, 1, activation="softmax")(x)
outputs = layers.UpSampling2D(2)(x)

segmenter = keras.Model(inputs, outputs)
segmenter.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
segmenter.fit(fields, crops, epochs=1, verbose=0)
