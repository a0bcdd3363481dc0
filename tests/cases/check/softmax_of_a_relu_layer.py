import numpy as np
from keras.layers import Activation, Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Input((18,)))
model.add(Dense(36, activation="relu"))
model.add(Dense(4, activation="relu"))
# expect: note activation-over-activation
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(np.random.rand(12, 18), np.eye(4)[np.arange(12) % 4], epochs=1, verbose=0)
