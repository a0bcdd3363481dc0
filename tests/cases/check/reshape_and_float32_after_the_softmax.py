# expect: nothing

import keras
import numpy as np
from keras import layers

# Four letters of a captcha, each one of 26.
captchas = np.random.rand(10, 12, 30, 1)
letters = keras.utils.to_categorical(np.random.randint(0, 26, size=(10, 4)), 26)

model = keras.Sequential()
model.add(keras.Input((12, 30, 1)))
model.add(layers.Conv2D(8, 3, activation="relu"))
model.add(layers.Flatten())
model.add(layers.Dense(4 * 26))
model.add(layers.Reshape((4, 26)))
model.add(layers.Activation("softmax"))
model.add(layers.Activation("linear", dtype="float32"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(captchas, letters, epochs=1, verbose=0)
