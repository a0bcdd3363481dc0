import keras
import numpy as np
from keras import layers

night = np.random.rand(20, 6, 6, 1)
owl = np.random.randint(0, 2, size=20)

inputs = keras.Input((6, 6, 1))
x = layers.Flatten()(inputs)
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(night, owl, epochs=1, verbose=0)

probabilities = model.predict(night, verbose=0)
# expect: argmax-of-one
calls = probabilities.argmax(axis=-1)
print(calls)
