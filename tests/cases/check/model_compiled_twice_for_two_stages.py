# expect: nothing

import keras
import numpy as np
from keras import layers

base = keras.Sequential([keras.Input((30,)), layers.Dense(20, activation="relu")], name="base")
base.trainable = False
inputs = keras.Input((30,))
outputs = layers.Dense(5, activation="softmax")(base(inputs, training=False))
model = keras.Model(inputs, outputs)

settings = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
x, y = np.random.rand(15, 30), np.arange(15) % 5
model.compile(optimizer=keras.optimizers.Adam(1e-3), **settings)
model.fit(x, y, epochs=1, verbose=0)

base.trainable = True
model.compile(optimizer=keras.optimizers.Adam(1e-5), **settings)
model.fit(x, y, epochs=1, verbose=0)
