import keras
from keras import layers

inputs = keras.Input((16,))
shares = layers.Dense(6, activation="softmax")(layers.Dense(32, activation="relu")(inputs))
# expect: shares-scaled-after-output
model = keras.Model(inputs, shares * 100)
model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
