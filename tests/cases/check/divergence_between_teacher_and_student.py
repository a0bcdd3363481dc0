# expect: nothing

import keras
import numpy as np

teacher_shares = np.random.dirichlet(np.ones(4), size=24)
x = np.random.rand(24, 6)

student = keras.Sequential()
student.add(keras.layers.Dense(8, activation="relu"))
student.add(keras.layers.Dense(4))
student.add(keras.layers.Activation(keras.activations.softmax))
student.compile(optimizer="adam", loss="kl_divergence")
student.fit(x, teacher_shares, epochs=1, verbose=0)
