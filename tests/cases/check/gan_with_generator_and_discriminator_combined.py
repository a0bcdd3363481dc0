# expect: nothing

import keras
import numpy as np
from keras.layers import Dense, Dropout, Input, LeakyReLU


class GAN:
    def __init__(self, latent=6, size=20):
        self.latent = latent
        self.discriminator = self.build_discriminator(size)
        self.discriminator.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
        self.generator = self.build_generator(size)

        z = Input((latent,))
        sample = self.generator(z)
        self.discriminator.trainable = False
        valid = self.discriminator(sample)
        self.combined = keras.Model(z, valid)
        self.combined.compile(loss="binary_crossentropy", optimizer="adam")

    def build_generator(self, size):
        return keras.Sequential(
            [Input((self.latent,)), Dense(16), LeakyReLU(), Dense(size, activation="tanh")]
        )

    def build_discriminator(self, size):
        model = keras.Sequential([Input((size,)), Dense(16), LeakyReLU(), Dropout(0.3)])
        model.add(Dense(1, activation="sigmoid"))
        return model

    def step(self, n=8):
        noise = np.random.normal(size=(n, self.latent))
        return self.combined.train_on_batch(noise, np.ones((n, 1)))


gan = GAN()
gan.step()
