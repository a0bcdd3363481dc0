# not run: needs tensorflow

import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Embedding
from tensorflow.keras.models import Sequential

VOCABULARY = 500

model = Sequential()
model.add(Embedding(VOCABULARY, 16))
model.add(LSTM(32))
# expect: logits-without-from-logits
model.add(Dense(VOCABULARY, activation="linear"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")

history = np.random.randint(0, VOCABULARY, size=(20, 10))
next_word = np.random.randint(0, VOCABULARY, size=20)
model.fit(history, next_word, epochs=1, verbose=0)
