import keras
import numpy as np
from keras import layers

inputs = keras.Input((6,))
x = layers.Dense(12, activation="relu")(inputs)
x = layers.Dense(1, activation="sigmoid")(x)
# expect: dropout-after-output
outputs = layers.GroupNormalization(groups=1)(x)

model = keras.Model(inputs, outputs)
model.compile("adam", "binary_crossentropy")
model.fit(np.random.rand(32, 6), np.random.randint(0, 2, size=32), epochs=1, verbose=0)
