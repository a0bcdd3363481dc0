# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

x = np.random.rand(20, 6)

first = keras.Sequential([Input((6,)), Dense(8, activation="swish"), Dense(1, activation="sigmoid")])
first.compile("adam", loss="bce", metrics=["acc"])
first.fit(x, np.random.randint(0, 2, size=20), epochs=1, verbose=0)

second = keras.Sequential([Input((6,)), Dense(8, activation="leaky_relu"), Dense(1)])
second.compile("adam", loss="MSE", metrics=["MAE", "root_mean_squared_error"])
second.fit(x, np.random.rand(20), epochs=1, verbose=0)

third = keras.Sequential([Input((6,)), Dense(8, activation="hard_sigmoid"), Dense(4, activation="softmax")])
third.compile("adam", loss="kld")
third.fit(x, np.random.dirichlet(np.ones(4), size=20), epochs=1, verbose=0)
