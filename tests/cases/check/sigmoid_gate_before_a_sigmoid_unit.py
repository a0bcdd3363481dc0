# expect: nothing

import keras
import numpy as np
from keras import layers

ads = np.random.rand(40, 12)
bought = np.random.randint(0, 2, size=(40, 1))

inputs = layers.Input((12,))
gate = layers.Dense(12, activation="sigmoid")(inputs)
gated = layers.multiply([inputs, gate])
squashed = layers.Dense(8, activation="sigmoid")(gated)
outputs = layers.Dense(1, activation="sigmoid")(squashed)

model = keras.Model(inputs, outputs)
model.compile("adam", loss="binary_crossentropy", metrics=["accuracy", keras.metrics.AUC()])
model.fit(ads, bought, epochs=1, verbose=0)
