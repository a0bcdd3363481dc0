# expect: nothing

import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

layer_sizes = [784, 60, 30]

model = Sequential()
model.add(Input((layer_sizes[0],)))
for size in layer_sizes[1:]:
    model.add(Dense(size, activation="sigmoid"))
model.add(Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(np.random.rand(12, 784), np.random.randint(0, 10, size=12), epochs=1, verbose=0)
