"""How far answers are from the truth, by the measure that fits the question of a leaf."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lossadvisor.recommendation import Advice

from .cases import Case
from .running import TEST, Namespace, ran, stored

COUNTED = ("zero-one", "minus-one-one", "integer", "one-hot", "multi-hot")


@lru_cache(maxsize=32)
def trained(advice: Advice) -> Namespace:
    return ran(advice)


def distance(case: Case, left: Namespace, *, percent: bool) -> float:
    """Share of wrong answers for classes, percent where percent is asked, else the mean distance."""
    given = np.asarray(stored(case.advice)["y"])[TEST]
    answers = np.asarray(left["answers"])
    if case.advice.labels.encoding in COUNTED:
        return float(np.mean(_classes(answers, given) != given_classes(case, given)))
    errors = np.abs(answers - given)
    if percent:
        errors = errors / given
    return float(np.mean(errors[ordinary(left)]))


def given_classes(case: Case, given: np.ndarray) -> np.ndarray:
    return np.argmax(given, axis=-1) if case.advice.labels.given == "one-hot" else given.astype(int)


def ordinary(left: Namespace) -> np.ndarray:
    """The test rows whose labels are no outliers, where the data have any."""
    return ~left["far"][TEST] if "far" in left else np.ones_like(left["truth"][TEST], dtype=bool)


def log_loss(y: np.ndarray, predictions: np.ndarray) -> float:
    """What honest probabilities keep small. `y` are class numbers or rows of 0 and 1."""
    p = np.clip(predictions, 1e-7, 1 - 1e-7)
    if y.ndim == 1:
        return float(-np.log(p[np.arange(len(y)), y]).mean())
    if y.shape[1] > 1 and np.allclose(y.sum(axis=1), 1):
        return float(-(y * np.log(p)).sum(axis=1).mean())
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())


def _classes(answers: np.ndarray, given: np.ndarray) -> np.ndarray:
    return answers.reshape(given.shape) if answers.size == given.size else answers
