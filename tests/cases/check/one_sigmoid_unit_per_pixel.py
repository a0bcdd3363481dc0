# expect: nothing

import keras
import numpy as np
from keras import layers


def double_conv(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(x)


def tiny_unet(shape):
    inputs = keras.Input(shape)
    down = double_conv(inputs, 4)
    middle = double_conv(layers.MaxPooling2D()(down), 8)
    up = layers.Concatenate()([layers.UpSampling2D()(middle), down])
    mask = layers.Conv2D(1, 1, activation="sigmoid")(double_conv(up, 4))
    return keras.Model(inputs, mask)


unet = tiny_unet((16, 16, 1))
unet.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
lungs = np.random.rand(4, 16, 16, 1)
masks = np.random.randint(0, 2, size=(4, 16, 16, 1))
unet.fit(lungs, masks, epochs=1, verbose=0)
