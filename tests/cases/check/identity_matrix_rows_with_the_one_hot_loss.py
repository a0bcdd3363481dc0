# expect: nothing

import keras
import numpy as np

CLASSES = 6
x = np.random.rand(30, 5)
y = np.random.randint(0, CLASSES, size=30)
Y = np.eye(CLASSES)[y]

mlp = keras.Sequential()
mlp.add(keras.layers.Dense(10, activation="relu"))
mlp.add(keras.layers.Dense(CLASSES, activation="softmax"))
mlp.compile(loss="categorical_crossentropy", optimizer="adagrad", metrics=["accuracy"])
mlp.fit(x, Y, epochs=1, verbose=0)
