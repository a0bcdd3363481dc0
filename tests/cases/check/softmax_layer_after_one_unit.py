import keras
import numpy as np
from keras import layers

x = np.random.rand(32, 12)
y = np.random.randint(0, 2, size=32)

inp = layers.Input(shape=(12,))
h = layers.Dense(6, activation="relu")(inp)
score = layers.Dense(1)(h)
# expect: softmax-of-one
out = layers.Softmax()(score)

clf = keras.Model(inputs=inp, outputs=out)
clf.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(1e-3))
clf.fit(x, y, epochs=1, verbose=0)
