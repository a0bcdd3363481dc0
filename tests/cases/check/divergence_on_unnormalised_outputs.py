# not run: needs tensorflow

import numpy as np
import tensorflow as tf

shares = np.random.dirichlet(np.ones(5), size=30)
districts = np.random.rand(30, 8)

model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(20, activation="relu"))
# expect: out-of-range-for-loss
model.add(tf.keras.layers.Dense(5))
model.compile(optimizer="adam", loss=tf.keras.losses.KLDivergence())
model.fit(districts, shares, epochs=1, verbose=0)
