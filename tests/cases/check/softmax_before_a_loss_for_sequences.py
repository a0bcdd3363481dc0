import keras
from keras import layers

lines = keras.Input((80, 32))
letters = layers.Dense(29, activation="softmax")(layers.LSTM(48, return_sequences=True)(lines))
reader = keras.Model(lines, letters)
# expect: activation-before-scores
reader.compile("adam", loss=keras.losses.CTC())
