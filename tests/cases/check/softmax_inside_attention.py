# expect: nothing

import keras
import numpy as np
from keras import layers

reviews = np.random.randint(1, 200, size=(32, 20))
stars = np.random.randint(0, 5, size=32)

tokens = keras.Input(shape=(20,), dtype="int32")
states = layers.Embedding(200, 16)(tokens)
states = layers.LSTM(16, return_sequences=True)(states)
weights = layers.Dense(1)(states)
weights = layers.Softmax(axis=1)(weights)
context = layers.Multiply()([states, weights])
context = layers.GlobalAveragePooling1D()(context)
rating = layers.Dense(5, activation="softmax")(context)

model = keras.Model(tokens, rating)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(reviews, stars, epochs=1, verbose=0)
