"""Small labels in every encoding, made so that each class is there and no metric is undefined."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import keras
import numpy as np

ROWS = 400
PART = 500  # 10000 classes of one-hot rows do not fit into memory at once


def specimens(encoding: str, units: int) -> Iterator[np.ndarray]:
    """Labels of one encoding, in parts that together hold every class."""
    rng = np.random.default_rng(1)
    if encoding in ("integer", "one-hot"):
        for classes in _parts(_classes(rng, units)):
            yield classes if encoding == "integer" else keras.utils.to_categorical(classes, num_classes=units)
    else:
        yield MADE[encoding](rng, (min(ROWS, 2_000_000 // units), units)).astype("float32")


def summary(encoding: str, units: int) -> np.ndarray:
    """Labels with the same mean as all specimens together, in few rows."""
    parts = list(specimens(encoding, units)) if encoding != "one-hot" else []
    return np.concatenate(parts or [part.mean(axis=0, keepdims=True) for part in specimens(encoding, units)])


def _classes(rng: np.random.Generator, units: int) -> np.ndarray:
    """Every class, some more often: top-k metrics count a tie as found, so no shares may be equal."""
    uneven = np.minimum(rng.geometric(0.3, size=ROWS) - 1, units - 1)
    return rng.permutation(np.concatenate([np.arange(units), uneven]))


def _parts(classes: np.ndarray) -> Iterator[np.ndarray]:
    for start in range(0, len(classes), PART):
        yield classes[start : start + PART]


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
}
