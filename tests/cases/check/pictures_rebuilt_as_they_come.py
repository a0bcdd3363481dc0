# not run: fetches a data set

import keras
from keras import layers

(digits, _), (others, _) = keras.datasets.mnist.load_data()
flat, flat_others = digits.reshape((len(digits), 784)), others.reshape((len(others), 784))
inputs = keras.Input((784,))
# expect: bounded-head-for-regression
rebuilt = layers.Dense(784, activation="sigmoid")(layers.Dense(32, activation="relu")(inputs))
flat_model = keras.Model(inputs, rebuilt)
flat_model.compile("adam", "binary_crossentropy")
flat_model.fit(flat, flat, epochs=3, validation_data=(flat_others, flat_others))

maps = digits[..., None].astype("float32")
model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(8, 3, padding="same", activation="relu"),
        # expect: bounded-head-for-regression
        layers.Conv2D(1, 3, padding="same", activation="tanh"),
    ]
)
model.compile("adam", "mse")
model.fit(maps, maps, epochs=3)
