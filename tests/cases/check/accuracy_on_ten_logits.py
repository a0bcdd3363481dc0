# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Input

METRICS = ["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(k=3)]

net = keras.Sequential([Input((22,)), Dense(30, "relu"), Dense(10)])
net.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=METRICS)
net.fit(np.random.rand(20, 22), np.random.randint(0, 10, size=20), epochs=1, verbose=0)
