# expect: nothing

import keras
import numpy as np

scores = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4)])
as_shares = keras.Sequential([keras.Input((4,)), keras.layers.Softmax()])

inputs = keras.Input((5,))
model = keras.Model(inputs, as_shares(scores(inputs)))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(10, 5), np.random.randint(0, 4, size=10), epochs=1, verbose=0)
