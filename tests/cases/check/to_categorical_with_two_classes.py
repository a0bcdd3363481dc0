# expect: nothing

import keras
import numpy as np
from keras.utils import to_categorical

flow = np.random.rand(20, 8)
leak = to_categorical(np.random.randint(0, 2, size=20), num_classes=2)

model = keras.Sequential(
    [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2, activation="softmax")]
)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(flow, leak, epochs=1, verbose=0)
