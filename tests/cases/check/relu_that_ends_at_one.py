# expect: nothing

import keras
from keras import layers

model = keras.Sequential([keras.Input((20,)), layers.Dense(1), layers.ReLU(max_value=1.0)])
model.compile(optimizer="adam", loss="binary_crossentropy")
