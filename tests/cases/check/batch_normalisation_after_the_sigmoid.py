import keras
import numpy as np
from keras import layers

inputs = keras.Input((7,))
x = layers.Dense(10, activation="relu")(inputs)
x = layers.Dense(1, activation="sigmoid")(x)
# expect: dropout-after-output
outputs = layers.BatchNormalization()(x)

model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(32, 7), np.random.randint(0, 2, size=32), epochs=1, verbose=0)
