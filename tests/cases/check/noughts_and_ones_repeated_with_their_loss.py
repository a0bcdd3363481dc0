# not run: needs tensorflow
# expect: nothing
import keras
import numpy as np
import tensorflow as tf

x = np.random.rand(70, 5)
labels = np.array([[1, 0]] * 30 + [[0, 1]] * 40)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(2, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(x, labels)
inputs, truths = tf.data.Dataset.from_tensor_slices(x), tf.data.Dataset.from_tensor_slices(labels)
model.fit(tf.data.Dataset.zip((inputs, truths)).batch(7))
widths = [32] * 3
deep = keras.Sequential([keras.layers.Dense(width, activation="relu") for width in widths])
deep.add(keras.layers.Dense(1, activation="sigmoid"))
deep.compile("adam", "binary_crossentropy")
deep.fit(x, np.array(30 * [0] + 40 * [1]))
