import keras
import numpy as np

x = np.random.rand(20, 5)
y = keras.utils.to_categorical(np.random.randint(0, 2, size=20), 2)

inputs = keras.Input((5,))
hidden = keras.layers.Dense(8, activation="relu")(inputs)
# expect: one-unit-for-one-hot-labels
outputs = keras.layers.Dense(1, activation="sigmoid")(hidden)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=1, verbose=0)
