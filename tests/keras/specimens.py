"""Small labels for every case, made so that each class is there and no metric is undefined.

Where no table has labels of an encoding, those of the script are taken, with their weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import keras
import numpy as np

from .cases import Case
from .predictors import Weights
from .running import labelled, weights_in

ROWS = 400
PART = 500  # 10000 classes of one-hot rows do not fit into memory at once


class Specimen(NamedTuple):
    y: np.ndarray
    weights: Weights = None


def specimens(case: Case) -> Iterator[Specimen]:
    """Labels of the case's encoding, in parts that together hold every class."""
    encoding, units = case.advice.labels.encoding, case.advice.units
    rng = np.random.default_rng(1)
    if encoding in ("integer", "one-hot"):
        for classes in _parts(_classes(rng, units)):
            one_hot = encoding == "one-hot"
            yield Specimen(keras.utils.to_categorical(classes, num_classes=units) if one_hot else classes)
    elif encoding in MADE:
        made = MADE[encoding](rng, (min(ROWS, 2_000_000 // units), units))
        yield Specimen(made.astype("int32" if case.advice.labels.dtype == "int32" else "float32"))
    else:
        left = labelled(case.advice)
        weights = weights_in(case.advice, left)
        yield Specimen(np.asarray(left["y"])[:ROWS], weights if weights is None else weights[:ROWS])


def summary(case: Case) -> Specimen:
    """Labels with the same mean as all specimens together, in few rows."""
    parts = list(specimens(case)) if case.advice.labels.encoding != "one-hot" else []
    if len(parts) == 1:
        return parts[0]
    return Specimen(
        np.concatenate(
            [part.y for part in parts] or [part.y.mean(axis=0, keepdims=True) for part in specimens(case)]
        )
    )


def _classes(rng: np.random.Generator, units: int) -> np.ndarray:
    """Every class, some more often: top-k metrics count a tie as found, so no shares may be equal."""
    uneven = np.minimum(rng.geometric(0.3, size=ROWS) - 1, units - 1)
    return rng.permutation(np.concatenate([np.arange(units), uneven]))


def _parts(classes: np.ndarray) -> Iterator[np.ndarray]:
    for start in range(0, len(classes), PART):
        yield classes[start : start + PART]


MAPS = (40, 8, 8)  # images small enough to be many


def _class_maps(rng: np.random.Generator, units: int) -> np.ndarray:
    return np.minimum(rng.geometric(0.3, size=MAPS) - 1, units - 1)


Shape = tuple[int, int]
MADE: dict[str, Callable[[np.random.Generator, Shape], np.ndarray]] = {
    "zero-one": lambda rng, shape: rng.uniform(size=shape) < 0.3,
    "minus-one-one": lambda rng, shape: np.where(rng.uniform(size=shape) < 0.3, 1, -1),
    "multi-hot": lambda rng, shape: rng.uniform(size=shape) < 0.3,
    "distribution": lambda rng, shape: rng.dirichlet(np.full(shape[1], 0.1), size=shape[0]),
    "fractions": lambda rng, shape: rng.uniform(size=shape),
    "signed-fractions": lambda rng, shape: rng.uniform(-1, 1, size=shape),
    "numbers": lambda rng, shape: rng.normal(size=shape),
    "standardised": lambda rng, shape: rng.normal(size=shape),
    "mean-scaled": lambda rng, shape: rng.exponential(size=shape),
    "robust-scaled": lambda rng, shape: rng.normal(size=shape),
    "non-negative-numbers": lambda rng, shape: rng.exponential(size=shape),
    "log-numbers": lambda rng, shape: rng.normal(size=shape),
    "log-positive": lambda rng, shape: rng.normal(size=shape),
    "first-and-steps": lambda rng, shape: rng.normal(size=shape),
    "counts": lambda rng, shape: rng.poisson(3, size=shape),
    "mask": lambda rng, shape: rng.uniform(size=(*MAPS, 1)) < 0.3,
    "mask-stack": lambda rng, shape: rng.uniform(size=(*MAPS, shape[1])) < 0.3,
    "class-map": lambda rng, shape: _class_maps(rng, shape[1]),
    "one-hot-map": lambda rng, shape: np.eye(shape[1])[_class_maps(rng, shape[1])],
}
