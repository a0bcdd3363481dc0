# not run: Keras 2

import numpy as np
from keras.layers.core import Activation, Dense
from keras.models import Sequential
from keras.utils import np_utils

samples = np.random.rand(30, 10)
defect = np.random.randint(0, 2, size=30)
num_classes = 1
# expect: to-categorical-of-one
Y = np_utils.to_categorical(defect, num_classes)

model = Sequential()
model.add(Dense(12, input_dim=10))
model.add(Activation("relu"))
model.add(Dense(1))
model.add(Activation("sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="sgd")
model.fit(samples, Y, nb_epoch=1, verbose=0)
