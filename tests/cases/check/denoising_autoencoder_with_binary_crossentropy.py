# expect: nothing

import keras
import numpy as np
from keras import layers

clean = np.random.rand(6, 16, 16, 1).astype("float32") / 1.0
noisy = np.clip(clean + 0.3 * np.random.normal(size=clean.shape), 0.0, 1.0)

input_img = keras.Input(shape=(16, 16, 1))
x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(input_img)
encoded = layers.MaxPooling2D((2, 2), padding="same")(x)
x = layers.Conv2D(8, (3, 3), activation="relu", padding="same")(encoded)
x = layers.UpSampling2D((2, 2))(x)
decoded = layers.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)

autoencoder = keras.Model(input_img, decoded)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(noisy, clean, epochs=1, verbose=0)
