import keras
import numpy as np
from keras.layers import LSTM, Bidirectional, Dense, Input, TimeDistributed

model = keras.Sequential()
model.add(Input((12, 5)))
model.add(Bidirectional(LSTM(6, return_sequences=True)))
# expect: softmax-of-one
model.add(TimeDistributed(Dense(1, activation="softmax")))
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(np.random.rand(6, 12, 5), np.random.randint(0, 2, size=(6, 12, 1)), epochs=1, verbose=0)
