"""Classes of the samples of a batch, and of the steps of a sequence, which share one softmax."""

import keras
import numpy as np
from keras import layers


def over_samples(scores):
    # expect: probabilities-over-another-axis
    return keras.activations.softmax(scores, axis=0)


x, y = np.random.rand(32, 5), np.random.randint(0, 3, 32)
plain = keras.Sequential([layers.Dense(8, "relu"), layers.Dense(3, activation=over_samples)])
plain.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
plain.fit(x, y, verbose=0)

steps = keras.Sequential([keras.Input((6, 5)), layers.LSTM(8, return_sequences=True), layers.Dense(3)])
# expect: probabilities-over-another-axis
steps.add(layers.Softmax(axis=-2))
steps.compile("adam", keras.losses.CategoricalCrossentropy())
steps.fit(np.random.rand(8, 6, 5), np.eye(3)[np.random.randint(0, 3, (8, 6))], verbose=0)

first = keras.Sequential([keras.Input((3, 4, 5)), layers.TimeDistributed(layers.Dense(3))])
# expect: probabilities-over-another-axis
first.add(layers.TimeDistributed(layers.Softmax(axis=1)))
first.compile("adam", "kl_divergence")
first.fit(np.random.rand(8, 3, 4, 5), np.random.dirichlet(np.ones(3), (8, 3, 4)), verbose=0)
