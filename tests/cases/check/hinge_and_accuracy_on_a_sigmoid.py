# not run: needs tensorflow

import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

model = Sequential()
model.add(Dense(20, input_dim=2, activation="relu", kernel_initializer="he_uniform"))
# expect: margin-out-of-reach
model.add(Dense(1, activation="sigmoid"))
# expect: accuracy-on-margins
model.compile(loss=tf.keras.losses.Hinge(), optimizer="adam", metrics=["accuracy"])
model.fit(np.random.rand(20, 2), np.random.choice([-1, 1], size=20), epochs=1, verbose=0)
