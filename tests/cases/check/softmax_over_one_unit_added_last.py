import numpy as np
from keras.layers import Dense, Dropout, Input
from keras.models import Sequential

heart_rates = np.random.rand(80, 6)
arrhythmia = np.random.randint(0, 2, size=80)

model = Sequential()
model.add(Input(shape=(6,)))
model.add(Dense(12, activation="relu"))
model.add(Dropout(0.2))
# expect: softmax-of-one
model.add(Dense(1, activation="softmax"))

model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(heart_rates, arrhythmia, epochs=1, verbose=0)
