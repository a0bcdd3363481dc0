# expect: nothing
# not run: downloads

import keras
from keras import layers

MAX_WORDS, LENGTH = 2000, 100
(x_train, y_train), (x_val, y_val) = keras.datasets.imdb.load_data(num_words=MAX_WORDS)
x_train = keras.utils.pad_sequences(x_train, maxlen=LENGTH)
x_val = keras.utils.pad_sequences(x_val, maxlen=LENGTH)

inputs = keras.Input(shape=(None,), dtype="int32")
x = layers.Embedding(MAX_WORDS, 32)(inputs)
x = layers.Bidirectional(layers.LSTM(16))(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=1, validation_data=(x_val, y_val))
