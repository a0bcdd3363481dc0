import keras
from keras import layers

lines = keras.Input((80, 32))
reader = keras.Model(lines, layers.Dense(29)(layers.LSTM(48, return_sequences=True)(lines)))
reader.compile("adam", loss=keras.losses.CTC())
