# not run: needs tensorflow

import keras
import numpy as np
import tensorflow as tf

inputs, targets = np.zeros((50, 8, 3), "float32"), np.zeros((50, 8, 4), "float32")
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
model.compile("sgd", loss="mse")
model.fit(tf.data.Dataset.from_tensor_slices((inputs, targets)))
