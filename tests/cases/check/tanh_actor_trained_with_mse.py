# expect: nothing

import keras
import numpy as np

# Behaviour cloning: steering angles lie between -1 and 1.
camera = np.random.rand(12, 20, 20, 1)
steering = np.random.uniform(-1, 1, size=(12, 1))

pilot = keras.models.Sequential()
pilot.add(keras.layers.Input((20, 20, 1)))
pilot.add(keras.layers.Conv2D(4, 5, strides=2, activation="elu"))
pilot.add(keras.layers.Flatten())
pilot.add(keras.layers.Dense(10, activation="elu"))
pilot.add(keras.layers.Dense(1, activation="tanh"))
pilot.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=1e-4))
pilot.fit(camera, steering, epochs=1, verbose=0)
