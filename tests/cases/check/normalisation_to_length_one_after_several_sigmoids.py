import keras
from keras import layers

inputs = keras.Input((64,))
tags = layers.Dense(12, activation="sigmoid")(layers.Dense(32, activation="relu")(inputs))
# expect: scaled-after-output
outputs = layers.UnitNormalization()(tags)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy")
