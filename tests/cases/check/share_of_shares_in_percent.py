# not run: needs tensorflow

import keras
import numpy as np
import tensorflow as tf
from scipy.special import expit

KINDS = ["oak", "ash", "elm"]
model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(len(KINDS), activation="softmax")])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
answers = model.predict(np.ones((2, 9)))
# expect: chances-squeezed-again
share = tf.nn.softmax(answers[0])
print(KINDS[np.argmax(share)], 100 * np.max(share))
# expect: chances-squeezed-again
print(keras.layers.Softmax()(answers))

rain = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1, activation="sigmoid")])
rain.compile("adam", "binary_crossentropy")
# expect: chances-squeezed-again
print(expit(rain.predict(np.ones((2, 9)))))
