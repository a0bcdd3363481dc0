# expect: nothing

import keras
import numpy as np
from keras import layers

photos = np.random.rand(4, 12, 12, 3)
masks = 255 * np.random.randint(0, 2, size=(4, 12, 12, 1))
masks = masks / 255.0

segment = keras.Sequential(
    [
        keras.Input((12, 12, 3)),
        layers.Conv2D(4, 3, padding="same", activation="relu"),
        layers.Conv2D(1, 1, activation="sigmoid"),
    ]
)
segment.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.BinaryIoU()])
segment.fit(photos, masks, epochs=1, verbose=0)
