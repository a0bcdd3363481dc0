# not run: needs an old Keras

import numpy as np
from keras.layers.core import Dense
from keras.models import Sequential

price = Sequential()
price.add(Dense(1, input_dim=3))
# expect: note name-of-keras-2
price.compile("adam", loss="logcosh")
price.fit(np.ones((4, 3)), np.ones(4), nb_epoch=3)
