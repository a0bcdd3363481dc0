import keras
import numpy as np
from keras import layers

scenes = np.random.rand(8, 16, 16, 4)
cover = np.random.randint(0, 6, size=(8, 16, 16))
cover[:, 4:7, 4:7] = 255
seen = keras.Input((16, 16, 4))
model = keras.Model(seen, layers.Conv2D(6, 1, activation="softmax")(seen))
model.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(ignore_class=255))
model.fit(scenes, cover)
