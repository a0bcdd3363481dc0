import keras
import numpy as np

# expect: softmax-of-one
as_shares = keras.Sequential([keras.Input((1,)), keras.layers.Softmax()])

inputs = keras.Input((5,))
score = keras.layers.Dense(1)(inputs)
model = keras.Model(inputs, as_shares(score))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(np.random.rand(10, 5), np.random.randint(0, 2, size=(10, 1)), epochs=1, verbose=0)
