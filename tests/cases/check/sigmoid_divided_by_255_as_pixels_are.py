import keras
from keras import layers

model = keras.Sequential([keras.Input((20,)), layers.Dense(1, activation="sigmoid")])
# expect: scaled-after-output
model.add(layers.Rescaling(1.0 / 255))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
