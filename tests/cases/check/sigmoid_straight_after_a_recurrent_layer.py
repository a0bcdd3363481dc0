import keras
import numpy as np

series = np.random.rand(16, 10, 3)
rises = np.random.randint(0, 2, size=(16, 1))

inputs = keras.Input((10, 3))
x = keras.layers.LSTM(8, return_sequences=True)(inputs)
x = keras.layers.LSTM(1)(x)
# expect: note activation-over-activation
outputs = keras.layers.Activation("sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(series, rises, epochs=1, verbose=0)
