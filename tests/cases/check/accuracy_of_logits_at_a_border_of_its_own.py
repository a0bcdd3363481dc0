# expect: nothing

import keras
import numpy as np

# A yes from a chance of 0.73 on, which is a logit of 1.
strict = keras.metrics.BinaryAccuracy(threshold=1.0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[strict])
model.fit(np.random.rand(20, 3), np.random.randint(0, 2, size=(20, 1)), epochs=1, verbose=0)
