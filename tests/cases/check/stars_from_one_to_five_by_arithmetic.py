# expect: nothing

import keras
import numpy as np
from keras import layers

user, film = keras.Input((1,)), keras.Input((1,))
meeting = layers.Dot(axes=-1)([layers.Embedding(50, 8)(user), layers.Embedding(90, 8)(film)])
near = layers.Dense(1, activation="sigmoid")(layers.Flatten()(meeting))
stars = layers.Lambda(lambda x: x * 4 + 1)(near)
model = keras.Model([user, film], stars)
model.compile("adam", loss="mse")
ids = [np.random.randint(0, 50, 200), np.random.randint(0, 90, 200)]
model.fit(ids, np.random.randint(1, 6, 200), epochs=1, verbose=0)
