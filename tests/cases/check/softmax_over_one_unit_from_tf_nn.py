# not run: needs tensorflow

import numpy as np
import tensorflow as tf

flows = np.random.rand(40, 9).astype("float32")
attack = np.random.randint(0, 2, size=(40, 1))

detector = tf.keras.models.Sequential()
detector.add(tf.keras.layers.Dense(20, activation=tf.nn.relu, input_shape=(9,)))
# expect: softmax-of-one
detector.add(tf.keras.layers.Dense(1, activation=tf.nn.softmax))
detector.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
detector.fit(flows, attack, epochs=1, verbose=0)
