# expect: nothing

import keras
import numpy as np
from keras.layers import LSTM, Dense, Embedding, Input, RepeatVector, TimeDistributed


def define_model(source_vocab, target_vocab, source_steps, target_steps, units):
    model = keras.Sequential()
    model.add(Input((source_steps,)))
    model.add(Embedding(source_vocab, units, mask_zero=False))
    model.add(LSTM(units))
    model.add(RepeatVector(target_steps))
    model.add(LSTM(units, return_sequences=True))
    model.add(TimeDistributed(Dense(target_vocab, activation="softmax")))
    return model


german = np.random.randint(1, 40, size=(10, 6))
english = keras.utils.to_categorical(np.random.randint(1, 30, size=(10, 5)), num_classes=30)
translator = define_model(40, 30, 6, 5, 8)
translator.compile(optimizer="adam", loss="categorical_crossentropy")
translator.fit(german, english, epochs=1, verbose=0)
