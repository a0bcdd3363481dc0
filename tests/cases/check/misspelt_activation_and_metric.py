# not run: Keras does not know the activation

import numpy as np
from keras import Sequential
from keras.layers import Dense

model = Sequential()
model.add(Dense(16, activation="relu"))
# expect: unknown-name
model.add(Dense(5, activation="sofmax"))
# expect: unknown-name
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["acuracy"])
model.fit(np.random.rand(10, 4), np.random.randint(0, 5, size=10), epochs=1)
