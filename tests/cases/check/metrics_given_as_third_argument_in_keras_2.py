# not run: Keras 2

import numpy as np
from keras.layers.core import Activation, Dense, Dropout
from keras.models import Sequential

X = np.random.rand(100, 20)
Y = np.random.randint(0, 2, size=100)

net = Sequential()
net.add(Dense(30, input_dim=20))
net.add(Activation("relu"))
net.add(Dropout(0.25))
net.add(Dense(1))
net.add(Activation("sigmoid"))
# expect: note metrics-taken-for-loss-weights
net.compile("adam", "binary_crossentropy", ["accuracy"])
net.fit(X, Y, nb_epoch=1, batch_size=10)
