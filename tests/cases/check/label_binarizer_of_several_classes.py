# expect: nothing

import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from sklearn.preprocessing import LabelBinarizer

animals = np.array(["cat", "dog", "panda", "cat", "dog", "panda"] * 4)
pixels = np.random.rand(24, 48)

lb = LabelBinarizer()
labels = lb.fit_transform(animals)

model = Sequential()
model.add(Input((48,)))
model.add(Dense(32, activation="sigmoid"))
model.add(Dense(len(lb.classes_), activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(pixels, labels, epochs=1, verbose=0)
