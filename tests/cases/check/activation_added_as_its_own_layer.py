# expect: nothing

import numpy as np
from keras.layers import Activation, BatchNormalization, Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Input((20,)))
model.add(Dense(40))
model.add(BatchNormalization())
model.add(Activation("relu"))
model.add(Dense(6))
model.add(BatchNormalization())
model.add(Activation("softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

model.fit(np.random.rand(24, 20), np.random.randint(0, 6, size=24), epochs=1, verbose=0)
