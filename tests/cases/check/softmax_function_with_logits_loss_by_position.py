import keras
import numpy as np
from keras import layers, ops

terrain = np.random.rand(24, 10)
cover = keras.utils.to_categorical(np.random.randint(0, 7, size=24), 7)

inputs = keras.Input((10,))
x = layers.Dense(20, activation="elu")(inputs)
x = layers.Dense(7)(x)
x = ops.softmax(x)
model = keras.Model(inputs, x)

# expect: activation-and-from-logits
model.compile("adam", keras.losses.CategoricalCrossentropy(True), metrics=["accuracy"])
model.fit(terrain, cover, epochs=1, verbose=0)
