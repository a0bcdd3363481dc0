# not run: nothing calls it

"""A discriminator that is trained on 0 and 1 by least squares: its accuracy is the share of right answers."""

import keras
import numpy as np
from keras.layers import Dense, Flatten, LeakyReLU


def build(shape):
    model = keras.Sequential([keras.Input(shape), Flatten(), Dense(256), LeakyReLU(), Dense(1)])
    # expect: note accuracy-on-regression
    model.compile(loss="mse", optimizer="adam", metrics=["accuracy"])
    return model


def train(critic, generator, pictures, steps, size):
    for _ in range(steps):
        real = pictures[np.random.randint(0, len(pictures), size)]
        fake = generator.predict(np.random.normal(size=(size, 100)), verbose=0)
        critic.train_on_batch(real, np.ones((size, 1)))
        critic.train_on_batch(fake, np.zeros((size, 1)))
