# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input((30,))
x = layers.Dense(24)(inputs)
x = layers.BatchNormalization()(x)
x = layers.ReLU()(x)
x = layers.Dropout(0.4)(x)
x = layers.Dense(9)(x)
x = layers.BatchNormalization()(x)
outputs = layers.Softmax()(x)

model = keras.Model(inputs, outputs)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(20, 30), np.random.randint(0, 9, size=20), epochs=1, verbose=0)
