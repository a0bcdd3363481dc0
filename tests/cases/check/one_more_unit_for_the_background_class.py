# expect: nothing

import keras
import numpy as np
from keras import layers

OBJECTS = 8
crops = np.random.rand(20, 10, 10, 3)
labels = np.random.randint(1, OBJECTS + 1, size=20)  # 0 is the background

inputs = keras.Input((10, 10, 3))
x = layers.Conv2D(6, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(OBJECTS + 1, activation="softmax")(x)

model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(crops, labels, epochs=1, verbose=0)
