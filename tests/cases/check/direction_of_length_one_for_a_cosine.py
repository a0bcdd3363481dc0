# expect: nothing

import keras
from keras import layers

model = keras.Sequential([keras.Input((20,)), layers.Dense(3), layers.UnitNormalization()])
model.compile(optimizer="adam", loss="cosine_similarity")
