"""What comes of losses and models that cannot learn what they are meant to."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
from keras import ops
from msgspec.structs import replace

from lossadvisor.rulebook.findings import Shown

from .experiments import INPUTS, TEST, TRAIN, Data, built, data

TAGS = Shown(activation="sigmoid", loss="binary-crossentropy", units=4, labels="multi-hot")
KINDS = Shown(activation="softmax", loss="categorical-crossentropy", units=4, labels="one-hot")
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


def shares_above_zero() -> tuple[float, float]:
    """How many of 100 shares of a trained model are above 0, in float16 and in float32."""
    return above_zero("mixed_float16"), above_zero("float32")


def above_zero(policy: str) -> float:
    rng = np.random.default_rng(0)
    x, classes = rng.normal(size=(1024, INPUTS)).astype("float32"), rng.normal(size=(INPUTS, 100))
    y = (10 * x @ classes).argmax(axis=-1)
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(32, "relu", dtype=policy), keras.layers.Dense(100, "softmax", dtype=policy)]
    model = keras.Sequential([keras.Input((INPUTS,)), *layers])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x[TRAIN], y[TRAIN], epochs=60, verbose=0)
    return float((model.predict(x[TEST], verbose=0) > 0).mean())


def without_activation() -> tuple[float, float]:
    """The accuracy on points of which a yes lies where two numbers have the same sign."""
    return accuracy_through(None), accuracy_through("relu")


def accuracy_through(activation: str | None) -> float:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1024, 2)).astype("float32")
    y = (x[:, :1] * x[:, 1:] > 0).astype("float32")
    keras.utils.set_random_seed(0)
    hidden = [keras.layers.Dense(units, activation) for units in (32, 16)]
    model = keras.Sequential([keras.Input((2,)), *hidden, keras.layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    model.fit(x[TRAIN], y[TRAIN], epochs=40, verbose=0)
    return float(np.mean((model.predict(x[TEST], verbose=0) > 0.5) == y[TEST]))


def written_out(truth: object, guess: object) -> object:
    guess = ops.clip(guess, 1e-7, 1 - 1e-7)
    return -ops.sum(truth * ops.log(guess), axis=-1)


def logarithms_of_scores() -> tuple[float, float]:
    """The accuracy of a crossentropy that is written out, without an activation and with one."""
    return accuracy_behind("linear"), accuracy_behind("softmax")


def accuracy_behind(activation: str) -> float:
    given: Data = data("one-hot", 4)
    model = built(replace(KINDS, activation=activation))
    model.compile(keras.optimizers.Adam(0.01), written_out)
    model.fit(given.x[TRAIN], given.y[TRAIN], epochs=ROUNDS, verbose=0)
    answers = model.predict(given.x[TEST], verbose=0).argmax(axis=1)
    return float((answers == given.y[TEST].argmax(axis=1)).mean())


def one_against_all() -> tuple[float, float]:
    """The accuracy of 30 classes by the hinge of each, and by a crossentropy that compares them."""
    return accuracy_by("hinge"), accuracy_by(keras.losses.CategoricalCrossentropy(from_logits=True))


def accuracy_by(loss: str | keras.losses.Loss) -> float:
    given: Data = data("one-hot", 30)
    model = built(replace(KINDS, activation="linear", units=30))
    model.compile(keras.optimizers.Adam(0.01), loss)
    model.fit(given.x[TRAIN], given.y[TRAIN], epochs=ROUNDS, verbose=0)
    answers = model.predict(given.x[TEST], verbose=0).argmax(axis=1)
    return float((answers == given.y[TEST].argmax(axis=1)).mean())


def classes_of_pixels() -> tuple[float, float]:
    """The accuracy of classes of pixels by a softmax over the rows of a picture, and over the classes."""
    return accuracy_over(1), accuracy_over(-1)


def accuracy_over(axis: int) -> float:
    rng = np.random.default_rng(0)
    y = rng.integers(0, 4, size=(1024, 8, 8))
    x = np.eye(4)[y] @ rng.normal(size=(4, 3)) + rng.normal(scale=0.3, size=(*y.shape, 3))
    keras.utils.set_random_seed(0)
    ends = [keras.layers.Conv2D(4, 1), keras.layers.Softmax(axis=axis)]
    hidden = keras.layers.Conv2D(16, 1, activation="relu")
    model = keras.Sequential([keras.Input((8, 8, 3)), hidden, *ends])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x[TRAIN], y[TRAIN], epochs=5, verbose=0)
    return float(model.evaluate(x[TEST], y[TEST], verbose=0)[1])


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "no-gradient": number_by_argmax,
    "loss-with-wrong-sign": upside_down,
    "logarithm-of-scores": logarithms_of_scores,
    "hinge-of-each-class": one_against_all,
    "shares-in-float16": shares_above_zero,
    "layers-without-activation": without_activation,
    "probabilities-over-another-axis": classes_of_pixels,
}
