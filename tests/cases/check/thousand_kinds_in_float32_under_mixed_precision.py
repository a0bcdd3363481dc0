# expect: nothing

import keras
from keras import layers

keras.config.set_dtype_policy("mixed_float16")

inputs = keras.Input((224,))
x = layers.Dense(64, activation="relu")(inputs)
scores = layers.Dense(525, name="scores")(x)
birds = keras.Model(inputs, layers.Activation("softmax", dtype="float32")(scores))
birds.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

plain = keras.Sequential([keras.Input((224,)), layers.Dense(40, activation="softmax", dtype="float32")])
plain.compile("adam", loss="sparse_categorical_crossentropy")
amount = keras.Sequential([keras.Input((224,)), layers.Dense(1)])
amount.compile("adam", loss="mse")
keras.config.set_dtype_policy("float32")
again = keras.Sequential([keras.Input((224,)), layers.Dense(40, activation="softmax")])
again.compile("adam", loss="sparse_categorical_crossentropy")
