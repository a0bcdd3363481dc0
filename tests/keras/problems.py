"""One small problem for each label encoding, with the truth behind the labels known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

ROWS, INPUTS, FEATURES, UNITS = 600, 2, 40, 3


class Problem(NamedTuple):
    """`truth` is what a perfect head would say: the probability behind each label, or the number itself."""

    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray

    @property
    def units(self) -> int:
        return self.truth.shape[1]


def problem(encoding: str) -> Problem:
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(ROWS, INPUTS))
    bends = np.tanh(inputs @ rng.normal(size=(INPUTS, FEATURES)) + rng.normal(size=FEATURES))
    x = ((bends - bends.mean(axis=0)) / bends.std(axis=0)).astype("float32")
    plain = inputs @ rng.normal(size=(INPUTS, UNITS))
    scores = 2 * plain / plain.std(axis=0)
    drawn = rng.uniform(size=(ROWS, 1))
    y, truth = _labels(encoding, scores, drawn)
    return Problem(x, y.astype("int32" if encoding == "integer" else "float32"), truth)


def _labels(encoding: str, scores: np.ndarray, drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if encoding in ("zero-one", "minus-one-one"):
        chance = _sigmoid(scores[:, :1])
        said = drawn < chance
        return (said, chance) if encoding == "zero-one" else (2 * said - 1, chance)
    if encoding in ("integer", "one-hot"):
        chance = _softmax(scores)
        classes = (drawn > chance.cumsum(axis=1)).sum(axis=1)
        return (classes, chance) if encoding == "integer" else (np.eye(UNITS)[classes], chance)
    if encoding == "multi-hot":
        chance = _sigmoid(scores)
        return (drawn < chance), chance
    exact = NUMBERS[encoding](scores)
    return exact, exact


def _sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))


def _softmax(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


NUMBERS = {
    "distribution": _softmax,
    "fractions": _sigmoid,
    "signed-fractions": lambda scores: np.tanh(scores / 2),
    "non-negative-numbers": lambda scores: np.log1p(np.exp(scores)),
    "mean-scaled": lambda scores: np.log1p(np.exp(scores)),
    "numbers": lambda scores: scores,
    "standardised": lambda scores: scores / 2,
    "robust-scaled": lambda scores: scores / 2 / 1.35,
    "log-numbers": lambda scores: scores / 2,
}
