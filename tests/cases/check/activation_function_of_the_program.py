# expect: nothing

import keras
import numpy as np
from keras import ops


def scaled_sigmoid(x):
    """Ratings from 1 to 5."""
    return 1.0 + 4.0 * ops.sigmoid(x)


users, films = keras.Input((1,), dtype="int32"), keras.Input((1,), dtype="int32")
u = keras.layers.Flatten()(keras.layers.Embedding(20, 4)(users))
f = keras.layers.Flatten()(keras.layers.Embedding(30, 4)(films))
x = keras.layers.Concatenate()([u, f])
rating = keras.layers.Dense(1, activation=scaled_sigmoid)(x)
recommender = keras.Model([users, films], rating)
recommender.compile(optimizer="adam", loss="mse", metrics=["mae"])
ids = [np.random.randint(0, 20, size=(16, 1)), np.random.randint(0, 30, size=(16, 1))]
recommender.fit(ids, np.random.randint(1, 6, size=16), epochs=1, verbose=0)
