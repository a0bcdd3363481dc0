import keras
import numpy as np

x = np.random.rand(20, 3)
# expect: to-categorical-of-one
y = keras.utils.to_categorical(np.zeros(20), num_classes=1)

model = keras.Sequential()
model.add(keras.layers.Dense(5, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
