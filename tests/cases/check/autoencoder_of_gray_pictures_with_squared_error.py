# expect: nothing

import keras
import numpy as np
from keras.layers import Conv2D, Conv2DTranspose, Input, MaxPooling2D

pictures = np.random.rand(8, 8, 8, 1)

model = keras.Sequential(
    [
        Input((8, 8, 1)),
        Conv2D(4, 3, padding="same", activation="relu"),
        MaxPooling2D(2),
        Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="mse")
model.fit(pictures, pictures, epochs=1, verbose=0)
