import keras
import numpy as np
from keras import layers


def dense_stack(x, widths):
    for width in widths:
        x = layers.Dense(width, activation="relu")(x)
    return x


def default_probability(features):
    inputs = keras.Input(shape=(features,))
    x = dense_stack(inputs, [32, 16])
    # expect: logits-without-from-logits
    return keras.Model(inputs, layers.Dense(1)(x))


def make_compiled(features):
    model = default_probability(features)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


loans = np.random.rand(40, 11)
defaulted = np.random.randint(0, 2, size=40)
credit_model = make_compiled(loans.shape[1])
credit_model.fit(loans, defaulted, epochs=1, verbose=0)
