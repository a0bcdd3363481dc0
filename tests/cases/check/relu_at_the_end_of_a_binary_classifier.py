import keras
import numpy as np

glucose = np.random.rand(50, 8)
diabetic = np.random.randint(0, 2, size=50)

model = keras.Sequential()
model.add(keras.layers.Input((8,)))
model.add(keras.layers.Dense(12, activation="relu"))
model.add(keras.layers.Dense(8, activation="relu"))
# expect: activation-gives-no-probability
model.add(keras.layers.Dense(1, activation="relu"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(glucose, diabetic, epochs=1, verbose=0)
