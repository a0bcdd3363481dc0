# expect: nothing

import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(16,))
x = layers.Dense(8, activation=keras.activations.relu)(inputs)
logits = layers.Dense(4)(x)
outputs = keras.ops.softmax(logits, axis=-1)

model = keras.Model(inputs=inputs, outputs=outputs)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(np.random.rand(20, 16), np.random.randint(0, 4, size=20), epochs=1, verbose=0)
