# expect: nothing

import keras
import numpy as np
from keras import layers

x_train = np.random.randint(0, 256, size=(4, 8, 8, 3)) / 255.0
y_train = np.random.randint(0, 256, size=(4, 16, 16, 3))
y_train = y_train / 255.0

upscaler = keras.Sequential([keras.Input((8, 8, 3))])
upscaler.add(layers.Conv2D(8, 3, padding="same", activation="relu"))
upscaler.add(layers.UpSampling2D(2))
upscaler.add(layers.Conv2D(3, 3, padding="same", activation="sigmoid"))
upscaler.compile(optimizer="adam", loss="mae")
upscaler.fit(x_train, y_train, epochs=1, verbose=0)
