# expect: nothing

import keras
import numpy as np
from keras.layers import (
    GRU,
    Activation,
    Dense,
    Dot,
    Flatten,
    Input,
    TimeDistributed,
)

signal = np.random.rand(16, 24, 3)
failure = np.random.randint(0, 2, size=16)

sequence = Input(shape=(24, 3))
encoded = GRU(8, return_sequences=True)(sequence)
energy = TimeDistributed(Dense(1, activation="tanh"))(encoded)
energy = Flatten()(energy)
attention = Activation("softmax")(energy)
summary = Dot(axes=1)([attention, encoded])
alarm = Dense(1, activation="sigmoid")(summary)

model = keras.Model(sequence, alarm)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(signal, failure, epochs=1, verbose=0)
