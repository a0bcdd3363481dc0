import keras
import numpy as np
from keras.layers import Dense, Input, LeakyReLU


def build_generator(latent):
    g = keras.Sequential(name="generator")
    g.add(Input((latent,)))
    g.add(Dense(16))
    g.add(LeakyReLU())
    g.add(Dense(28, activation="tanh"))
    return g


def build_discriminator():
    d = keras.Sequential(name="discriminator")
    d.add(Input((28,)))
    d.add(Dense(16, activation="relu"))
    # expect: activation-gives-no-probability
    d.add(Dense(1, activation="relu"))
    d.compile(optimizer="adam", loss="binary_crossentropy")
    return d


generator = build_generator(5)
discriminator = build_discriminator()
noise = np.random.normal(size=(8, 5))
discriminator.train_on_batch(generator.predict(noise, verbose=0), np.zeros((8, 1)))
