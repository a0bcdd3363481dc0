import keras
import numpy as np
from keras import layers

words = np.random.randint(0, 80, size=(20, 12))
sentiment = 2 * np.eye(3)[np.random.randint(0, 3, size=20)] - 1

inputs = keras.Input((12,))
x = layers.Embedding(80, 8)(inputs)
x = layers.Bidirectional(layers.LSTM(6))(x)
# expect: margin-out-of-reach
outputs = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="rmsprop", loss=keras.losses.SquaredHinge())
model.fit(words, sentiment, epochs=1, verbose=0)
