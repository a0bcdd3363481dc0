# expect: nothing

import keras
from sklearn.datasets import load_iris

x, kinds = load_iris(return_X_y=True)
two = kinds < 2
x, kinds = x[two], kinds[two]

inputs = keras.Input((4,))
outputs = keras.layers.Dense(1, activation="sigmoid")(inputs)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, kinds, epochs=1, verbose=0)
