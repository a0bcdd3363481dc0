"""One small problem for each label encoding, with the truth behind the labels known."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

ROWS, INPUTS, FEATURES, UNITS = 400, 2, 40, 3
QUANTILES, NORMAL = (0.1, 0.5, 0.9), np.array([-1.2816, 0.0, 1.2816])  # and how far out a normal has them
CUTS = np.array([-1.0, 0.0, 1.0])


class Problem(NamedTuple):
    """`truth` is what a perfect head would say: the probability behind each label, or the number itself."""

    x: np.ndarray
    y: np.ndarray
    truth: np.ndarray

    @property
    def units(self) -> int:
        return self.truth.shape[1]


@cache
def problem(encoding: str, loss: str = "") -> Problem:
    """The problem for labels of `encoding`; one number for each sample is read by each loss as its own."""
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(ROWS, INPUTS))
    bends = np.tanh(inputs @ rng.normal(size=(INPUTS, FEATURES)) + rng.normal(size=FEATURES))
    x = ((bends - bends.mean(axis=0)) / bends.std(axis=0)).astype("float32")
    plain = inputs @ rng.normal(size=(INPUTS, UNITS))
    scores = 2 * plain / plain.std(axis=0)
    drawn = rng.uniform(size=(ROWS, 1))
    if encoding == "one-number":
        y, truth = _one_number(scores, rng.normal(size=(ROWS, 1)), loss)
    elif encoding == "intervals-events":
        y, truth = _intervals(scores, rng.uniform(size=(ROWS, UNITS)), drawn)
    elif encoding == "counts":
        truth = np.exp(scores / 2)
        y = rng.poisson(truth)
    else:
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
    if encoding in ("multi-hot", "cumulative"):
        chance = _sigmoid(scores if encoding == "multi-hot" else scores[:, :1] - CUTS)
        return (drawn < chance), chance
    if encoding == "relevance":
        return np.digitize(scores, CUTS), scores
    exact = NUMBERS[encoding](scores)
    return exact, exact


def _one_number(scores: np.ndarray, noise: np.ndarray, loss: str) -> tuple[np.ndarray, np.ndarray]:
    """A normal distribution for each sample: its quantiles, or its mean and the logarithm of its variance."""
    mean, spread = scores[:, :1], np.exp(np.tanh(scores[:, 1:2]) / 2)
    if loss == "gaussian-nll":
        return mean + spread * noise, np.concatenate([mean, 2 * np.log(spread)], axis=1)
    return mean + spread * noise, mean + spread * NORMAL


def _intervals(scores: np.ndarray, drawn: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The interval with the event and 1, or the last one seen through and 0; a fifth is seen through one"""
    hazards = _sigmoid(scores)
    struck = np.concatenate([drawn < hazards, np.ones((ROWS, 1), bool)], axis=1).argmax(axis=1)
    seen = np.where(left[:, 0] < 0.2, 0, UNITS - 1)
    event = struck <= seen
    return np.stack([np.where(event, struck, seen), event], axis=1), hazards


def _sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))


def _softmax(scores: np.ndarray) -> np.ndarray:
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


NUMBERS = {
    "distribution": _softmax,
    "fractions": _sigmoid,
    "signed-fractions": lambda scores: np.tanh(scores / 2),
    "non-negative-numbers": lambda scores: np.log1p(np.exp(scores)),
    "numbers": lambda scores: scores,
    "standardised": lambda scores: scores / 2,
    "robust-scaled": lambda scores: scores / 2 / 1.35,
    "bounded-numbers": lambda scores: 10 * np.tanh(scores / 2),
    "directions": lambda scores: scores / np.linalg.norm(scores, axis=1, keepdims=True),
}
