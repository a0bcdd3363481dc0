# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

pixels = np.random.rand(30, 64)

encoder = keras.Sequential([Input((64,)), Dense(32, activation="relu"), Dense(8, activation="relu")])
decoder = keras.Sequential([Input((8,)), Dense(32, activation="relu"), Dense(64, activation="sigmoid")])
autoencoder = keras.Sequential([encoder, decoder])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(pixels, pixels, epochs=1, verbose=0)
