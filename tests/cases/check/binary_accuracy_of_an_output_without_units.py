import keras
from keras import layers

pair = keras.Input((20,))
chance = layers.Reshape(())(layers.Dense(1, activation="sigmoid")(pair))
match = keras.Model(pair, chance)
match.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy()])
