# expect: nothing
# not run: needs tf_keras

import numpy as np
import tf_keras as keras

HYPER = {"units": 32, "dropout": 0.2, "lr": 1e-3, "metrics": ["accuracy"]}

model = keras.Sequential()
model.add(keras.layers.InputLayer(input_shape=(10,)))
model.add(keras.layers.Dense(HYPER["units"], keras.activations.relu))
model.add(keras.layers.Dropout(HYPER["dropout"]))
model.add(keras.layers.Dense(1, keras.activations.sigmoid))
model.compile(keras.optimizers.Adam(HYPER["lr"]), keras.losses.binary_crossentropy, metrics=HYPER["metrics"])
model.fit(np.random.rand(10, 10), np.random.randint(0, 2, size=10), epochs=1)
