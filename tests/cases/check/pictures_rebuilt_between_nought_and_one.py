# not run: fetches a data set
# expect: nothing
import keras
import numpy as np
from keras import layers

(digits, _), (others, _) = keras.datasets.mnist.load_data()
flat = digits.reshape((len(digits), 784)).astype("float32") / 255
inputs = keras.Input((784,))
rebuilt = layers.Dense(784, activation="sigmoid")(layers.Dense(32, activation="relu")(inputs))
flat_model = keras.Model(inputs, rebuilt)
flat_model.compile("adam", "binary_crossentropy")
flat_model.fit(flat, flat, epochs=3)

maps = (np.expand_dims(others, -1) - 127.5) / 127.5
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(1, 3, padding="same", activation="tanh")])
model.compile("adam", "mse")
model.fit(maps, maps)
