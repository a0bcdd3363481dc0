"""What comes of what only a run shows, beside the same model without it."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np

KNOWN = slice(0, 300)
REST = slice(300, None)
YES = "binary_crossentropy"


def inputs() -> np.ndarray:
    return np.random.default_rng(0).normal(size=(400, 8)).astype("float32")


def answers() -> np.ndarray:
    return (inputs()[:, :2].sum(axis=1) > 0).astype("float32")


def model(activation: str | None = "sigmoid", hidden: str = "relu", bias: float = 0) -> keras.Model:
    keras.utils.set_random_seed(0)
    last = keras.layers.Dense(1, activation=activation, bias_initializer=keras.initializers.Constant(bias))
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation=hidden), last])


def accuracy(x: np.ndarray, y: np.ndarray, hidden: str = "relu") -> float:
    """The share of the answers that are right after training on some of them."""
    found = model(hidden=hidden)
    found.compile("adam", YES)
    found.fit(x[KNOWN], y[KNOWN], epochs=30, verbose=0)
    return float(np.mean((found.predict(x[REST], verbose=0)[:, 0] > 0.5) == answers()[REST]))


def whole() -> float:
    return accuracy(inputs(), answers())


def nothing_comes_through() -> tuple[float, float]:
    return accuracy(inputs() + 10_000, answers(), hidden="sigmoid"), whole()


def pixels_are_floored() -> tuple[float, float]:
    pixels = np.clip(32 * inputs() + 128, 0, 254).astype("uint8")
    return accuracy(pixels // 255, answers()), accuracy(pixels / 255, answers())


def highest_of_one() -> tuple[float, float]:
    """The share of wrong answers by a metric that compares the highest of one unit, and the true one."""

    def differ(y: object, found: object) -> object:
        return keras.ops.mean(keras.ops.argmax(y, axis=-1) != keras.ops.argmax(found, axis=-1))

    x, y, found = inputs(), answers()[:, None], model()
    found.compile("adam", YES, metrics=[differ])
    found.fit(x[KNOWN], y[KNOWN], epochs=30, verbose=0)
    true = np.mean((found.predict(x[REST], verbose=0) > 0.5) != y[REST])
    return found.evaluate(x[REST], y[REST], verbose=0)[1], float(true)


def inputs_far_too_large() -> tuple[float, float]:
    return accuracy(inputs() * 10_000, answers()), whole()


def dead() -> tuple[float, float]:
    """The loss before training and after it."""
    found, x = model("relu", bias=-50), inputs()
    found.compile("adam", "mse")
    amount = np.exp(x[:, 0])
    before = found.evaluate(x, amount, verbose=0)
    found.fit(x, amount, epochs=5, verbose=0)
    return before, found.evaluate(x, amount, verbose=0)


def one_hole() -> tuple[float, float]:
    x = inputs()
    x[5, 0] = np.nan
    return accuracy(x, answers()), whole()


def standardised_in_training_alone() -> tuple[float, float]:
    """The mean error that there is, and the one that is shown."""
    x = inputs()
    raw = 300 * x[:, 0] + 1000
    scaled = (raw - raw[KNOWN].mean()) / raw[KNOWN].std()
    found = model(None)
    found.compile("adam", "mse", metrics=["mae"])
    found.fit(x[KNOWN], scaled[KNOWN], epochs=30, verbose=0)
    return tuple(found.evaluate(x[REST], y[REST], verbose=0)[1] for y in (scaled, raw))  # type: ignore[return-value]


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "inputs-alike": pixels_are_floored,
    "predictions-alike": nothing_comes_through,
    "predictions-saturated": inputs_far_too_large,
    "metric-reads-the-same": highest_of_one,
    "dead-at-the-end": dead,
    "loss-not-finite": one_hole,
    "validation-labels-differ": standardised_in_training_alone,
}
