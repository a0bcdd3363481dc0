# expect: nothing

import keras
import numpy as np
from keras import layers

# Which of seven steps is the one that matters: shares over the steps, one score for each.
signals = np.random.rand(12, 7, 4)
where = keras.utils.to_categorical(np.random.randint(0, 7, size=12), 7)

inputs = keras.Input((7, 4))
scores = layers.Dense(1)(inputs)
shares = layers.Softmax(axis=1)(scores)
model = keras.Model(inputs, layers.Flatten()(shares))
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(signals, where, epochs=1, verbose=0)
