# not run: needs tensorflow

import numpy as np
from tensorflow import keras

inputs = keras.layers.Input(shape=(30,))
hidden = keras.layers.Dense(15, activation="tanh")(inputs)
# expect: activation-gives-no-probability
fraud = keras.layers.Dense(1, activation=keras.activations.tanh)(hidden)

model = keras.models.Model(inputs=[inputs], outputs=[fraud])
model.compile(optimizer="adam", loss=keras.losses.binary_crossentropy)
model.fit(np.random.rand(40, 30), np.random.randint(0, 2, size=40), epochs=1, verbose=0)
