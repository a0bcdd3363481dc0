# expect: nothing

import keras
from keras import layers

words = keras.Sequential([keras.Input((500,)), layers.Dense(32), layers.Dense(9000, activation="softmax")])
words.compile("adam", "sparse_categorical_crossentropy")

active = keras.Sequential(
    [keras.Input((9,)), layers.Dense(32), layers.LeakyReLU(), layers.Dense(16), layers.Dense(3)]
)
active.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))

mixed = keras.Sequential([keras.Input((9,)), layers.Dense(32, "relu"), layers.Dense(16), layers.Dense(1)])
mixed.compile("adam", "mse")

normed = keras.Sequential(
    [keras.Input((9,)), layers.Dense(32), layers.BatchNormalization(), layers.ReLU(), layers.Dense(1)]
)
normed.compile("adam", "mse")

named = keras.Sequential(
    [keras.Input((9,)), layers.Dense(32, name="embedding"), layers.Dense(4, activation="softmax")]
)
named.compile("adam", "sparse_categorical_crossentropy")

source = keras.Input((9,))
inside = layers.Dense(24)(source)
known = keras.Model(source, layers.Dense(5, activation="softmax")(inside))
known.compile("adam", "sparse_categorical_crossentropy")
embed = keras.Model(source, inside)

line = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
line.compile("sgd", "mse")
