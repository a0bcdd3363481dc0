# expect: nothing
# not run: Keras 2

import numpy as np
from keras import backend as K
from keras.layers import Activation, Dense
from keras.models import Sequential
from keras.utils.generic_utils import get_custom_objects


def sigmoid_linear(x):
    return x * K.sigmoid(x)


get_custom_objects().update({"sigmoids": Activation(sigmoid_linear)})

model = Sequential()
model.add(Dense(16, input_dim=6, activation="sigmoids"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(np.random.rand(20, 6), np.random.randint(0, 2, size=20), epochs=1)
