"""What comes of losses and models that cannot learn what they are meant to."""

from __future__ import annotations

from collections.abc import Callable

import keras
from keras import ops

from lossadvisor.rulebook.findings import Shown

from .experiments import INPUTS, TEST, Data, built, data

TAGS = Shown(activation="sigmoid", loss="binary-crossentropy", units=4, labels="multi-hot")
ROUNDS = 30


def number_by_argmax() -> tuple[float, float]:
    """The loss of a model that ends in an argmax, before and after it is trained."""
    x, y = data("integer", 4)
    keras.utils.set_random_seed(0)
    inputs = keras.Input((INPUTS,))
    shares = keras.layers.Dense(4, activation="softmax")(inputs)
    answer = keras.layers.Lambda(lambda each: ops.cast(ops.argmax(each, axis=-1), "float32"))(shares)
    model = keras.Model(inputs, answer)
    model.compile(keras.optimizers.Adam(0.01), "mse")
    before = model.evaluate(x, y, verbose=0)
    model.fit(x, y, epochs=5, verbose=0)
    return before, model.evaluate(x, y, verbose=0)


def overlap(truth: object, guess: object) -> object:
    shared = ops.sum(truth * guess)
    return 2 * shared / (ops.sum(truth) + ops.sum(guess))


def upside_down() -> tuple[float, float]:
    """The overlap that is reached with it as the loss, and with what is left of it."""
    return overlap_with(overlap), overlap_with(lambda truth, guess: 1 - overlap(truth, guess))


def overlap_with(loss: Callable[[object, object], object]) -> float:
    given: Data = data("multi-hot", 4)
    model = built(TAGS)
    model.compile(keras.optimizers.Adam(0.01), loss)
    model.fit(given.x, given.y, epochs=ROUNDS, verbose=0)
    guess = model.predict(given.x[TEST], verbose=0)
    return float(overlap(given.y[TEST].astype("float32"), guess))


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "no-gradient": number_by_argmax,
    "loss-with-wrong-sign": upside_down,
}
