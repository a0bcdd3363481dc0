# expect: nothing

import keras
import numpy as np

net = keras.Sequential()
net.add(keras.layers.Dense(32, activation="sigmoid"))
net.add(keras.layers.Dense(6))
net.compile(loss=keras.losses.CategoricalHinge(), optimizer="adam", metrics=["categorical_accuracy"])
net.fit(np.random.rand(12, 5), np.eye(6)[np.arange(12) % 6], epochs=1, verbose=0)
