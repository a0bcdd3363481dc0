# expect: nothing
import sys

import keras
import numpy as np
from keras import ops

model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(3)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
share = ops.softmax(model.predict(np.ones((2, 9)))[0])

sure = keras.Sequential([keras.Input((9,)), keras.layers.Dense(3, activation="softmax")])
sure.compile("adam", keras.losses.SparseCategoricalCrossentropy())
answers = sure.predict(np.ones((2, 9)))
cooler = ops.softmax(np.log(answers) / 2)
averaged = ops.softmax(answers.mean(axis=1))
print(share, cooler, averaged, answers if "--raw" in sys.argv else answers.argmax(axis=1))
