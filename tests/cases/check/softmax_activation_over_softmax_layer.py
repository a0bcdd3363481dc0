import numpy as np
from keras.layers import Activation, Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Input((15,)))
model.add(Dense(30, activation="relu"))
model.add(Dense(5, activation="softmax"))
# expect: activation-twice
model.add(Activation("softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

model.fit(np.random.rand(30, 15), np.random.randint(0, 5, size=30), epochs=1, verbose=0)
