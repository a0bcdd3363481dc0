# expect: nothing

import keras
import numpy as np
from keras import layers

# Which of the eight cities comes next: one score per city, softmax over the cities.
N_CITIES = 8
routes = np.random.rand(40, N_CITIES, 2)
next_city = np.random.randint(0, N_CITIES, size=40)

cities = keras.Input(shape=(N_CITIES, 2))
x = layers.Dense(16, activation="relu")(cities)
x = layers.Dense(1)(x)
x = layers.Flatten()(x)
choice = layers.Softmax()(x)

pointer = keras.Model(cities, choice)
pointer.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
pointer.fit(routes, next_city, epochs=1, verbose=0)
