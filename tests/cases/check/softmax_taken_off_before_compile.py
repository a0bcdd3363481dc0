# expect: nothing

import keras

base = keras.Sequential([keras.Input((9,)), keras.layers.Dense(6, activation="softmax", name="kinds")])
base.get_layer("kinds").activation = keras.activations.linear
base.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
