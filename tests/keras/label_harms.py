"""What labels do that do not fit the head: numbers that no unit stands for, or that it cannot put out."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
from msgspec.structs import replace

from lossadvisor.rulebook.findings import Shown

from .experiments import CLASSES, TEST, Data, accuracy, compiled, data, fitted, rmse, trained

NUMBER = Shown(activation="linear", loss="mean-squared-error", units=1, labels="numbers")


def counted_from_one(units: int) -> float:
    """How often the class is right where four classes are counted from 1."""
    x, y = data("integer", 4)
    shown = replace(CLASSES, units=units)
    return accuracy(fitted(compiled(shown), shown, Data(x, y + 1)))


def below_zero() -> tuple[float, float]:
    """The distance from targets on both sides of 0 without an activation, and behind a relu: the larger."""
    relu = replace(NUMBER, activation="relu")
    return rmse(trained(NUMBER)), rmse(fitted(compiled(relu), relu, data("numbers", 1)))


def rounded_classes() -> tuple[float, float]:
    """How often classes are right that are taken for amounts, and as classes."""
    x, y = data("integer", 4)
    found = fitted(compiled(NUMBER), NUMBER, Data(x, y.astype("float32")[:, None]))
    return float(np.mean(np.round(found.predictions[:, 0]) == y[TEST])), accuracy(trained(CLASSES))


def two_targets(units: int) -> float:
    """The distance from two targets, with so many units."""
    x, y = data("numbers", 2)
    shown = replace(NUMBER, units=units)
    return rmse(fitted(compiled(shown), shown, Data(x, y)))


def squared() -> tuple[float, float]:
    """The true distance, and what is shown where each label meets every prediction."""
    found = trained(NUMBER)
    return rmse(found), float(np.sqrt(np.mean((found.y[:, 0] - found.predictions) ** 2)))


def dead_unit() -> tuple[float, float]:
    """The loss of a relu that is below 0 for every sample, before training and after it."""
    x, y = data("non-negative-numbers", 1)
    off = keras.layers.Dense(
        1, activation="relu", kernel_initializer="zeros", bias_initializer=keras.initializers.Constant(-1)
    )
    model = keras.Sequential([keras.Input(x.shape[1:]), off])
    model.compile("adam", "mse")
    before = float(np.mean((model.predict(x, verbose=0) - y) ** 2))
    model.fit(x, y, epochs=5, verbose=0)
    return before, float(np.mean((model.predict(x, verbose=0) - y) ** 2))


def pictures_never_flattened() -> None:
    layers = [keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(np.zeros((6, 8, 8, 3)), np.arange(6) % 3, verbose=0)


RUN: dict[str, Callable[[], tuple[float, float]]] = {
    "targets-stretched": lambda: (two_targets(2), two_targets(1)),
    "flat-labels-beside-a-column": squared,
    "relu-at-the-end": dead_unit,
    "labels-beyond-units": lambda: (counted_from_one(4), counted_from_one(5)),
    "targets-below-zero": below_zero,
    "whole-numbers-as-amounts": rounded_classes,
}
STOPS: dict[str, Callable[[], object]] = {
    "shapes-differ": pictures_never_flattened,
    "to-categorical-of-others": lambda: keras.utils.to_categorical([1, 2, 3], num_classes=3),
}
