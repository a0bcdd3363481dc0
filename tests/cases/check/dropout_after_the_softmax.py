import keras
import numpy as np
from keras.layers import Dense, Dropout, Flatten, Input

signs = np.random.rand(30, 12, 12, 3)
sign_ids = np.random.randint(0, 43, size=30)

model = keras.Sequential()
model.add(Input((12, 12, 3)))
model.add(Flatten())
model.add(Dense(64, activation="relu"))
model.add(Dense(43, activation="softmax"))
# expect: dropout-after-output
model.add(Dropout(0.5))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(signs, sign_ids, epochs=1, verbose=0)
