import keras
import numpy as np

x = np.random.rand(30, 4)
y = keras.utils.to_categorical(np.random.randint(0, 3, size=30), num_classes=3)

model = keras.Sequential()
model.add(keras.layers.Dense(10, activation="tanh"))
model.add(keras.layers.Dense(3, activation="softmax"))
# expect: regression-loss-for-classes
model.compile(optimizer="sgd", loss="mean_squared_error", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
