"""How far answers are from the truth, by the measure that fits the labels of the recommended head."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from lossadvisor.advice.advice import Advice

from .cases import Case
from .running import TEST, Namespace, ran, stored

CLASSES = ("zero-one", "minus-one-one", "integer", "one-hot", "multi-hot", "masked-labels", "masked-classes",
           "pair-numbers", "class-map", "class-map-void", "one-hot-map", "tags", "tags-padded",
           "chosen-item")  # fmt: skip
PERCENT = ("log-numbers", "log-positive")


@lru_cache(maxsize=32)
def trained(advice: Advice) -> Namespace:
    return ran(advice)


def distance(tried: Case, recommended: Case) -> float:
    """How far the answers of `tried` are from the truth, measured as it fits what is recommended."""
    left = trained(tried.advice)
    found = distance_of(tried, recommended, left["answers"], left)
    assert found is not None, f"there is no measure for {recommended.advice.labels.encoding} labels"
    return found


def distance_of(tried: Case, recommended: Case, answers: object, left: Namespace) -> float | None:
    """The same for any answers to the test rows; None where they are no numbers in the form of the labels."""
    given = np.asarray(stored(tried.advice)["y"])[TEST]
    if tried.advice.labels.given in ("one-hot", "one-hot-map"):
        given = np.argmax(given, axis=-1)
    advice, found = recommended.advice, np.asarray(answers)
    measure = MEASURES.get(advice.loss) or MEASURES.get(advice.labels.encoding)
    if measure is None and found.size != given.size:
        return None
    found = found.reshape(given.shape) if found.size == given.size else found
    return (measure or _apart)(recommended, found, given, left)


def _wrong(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    """The share of wrong answers where the class is known."""
    known = ~np.isnan(given.astype(float))
    if case.advice.labels.dtype.startswith("int"):
        known &= (given >= 0) & (given < max(case.advice.units, 2))
    return float(np.mean(answers[known] != given[known]))


def _tokens_wrong(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    return float(np.mean(answers != left["y"][TEST]))


def _misread(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    """The share of sequences with a mistake; both are filled up with 0."""
    longest = max(answers.shape[1], given.shape[1])
    said, true = (np.pad(each, ((0, 0), (0, longest - each.shape[1]))) for each in (answers, given))
    return float(np.mean((said != true).any(axis=1)))


def _strangers(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    """The share of samples whose nearest other one is of another class."""
    vectors = answers / np.maximum(np.linalg.norm(answers, axis=-1, keepdims=True), 1e-9)
    nearest = np.argmax(vectors @ vectors.T - 3 * np.eye(len(vectors)), axis=-1)
    return float(np.mean(given[nearest] != given))


def _unlike(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    """What is marked in only one of both, out of all that is marked."""
    said, true = answers > 0, given > 0
    return float(1 - (said & true).sum() / max((said | true).sum(), 1))


def _apart(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    if given.dtype.kind == "U":  # names of grades
        answers, given = (np.argmax(each[:, None] == left["names"], axis=-1) for each in (answers, given))
    return float(np.nanmean(np.abs(answers - given)[ordinary(left)]))


def _percent(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    return float(np.mean(np.abs(answers - given) / given))


def _turned(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    """How far angles are from each other, the shorter way round."""
    half = float(case.advice.answers["period"]) / 2
    return float(np.mean(np.abs((answers - given + half) % (2 * half) - half)))


def _pinball(case: Case, answers: np.ndarray, given: np.ndarray, left: Namespace) -> float:
    shares = np.array(case.advice.loss_arguments["quantiles"])
    short = given.reshape(*answers.shape[:-1], 1) - answers
    return float(np.mean(np.maximum(shares * short, (shares - 1) * short)))


Measure = Callable[[Case, np.ndarray, np.ndarray, Namespace], float]
MEASURES: dict[str, Measure] = {
    **dict.fromkeys(CLASSES, _wrong),
    **dict.fromkeys(PERCENT, _percent),
    **dict.fromkeys(("mask", "mask-stack"), _unlike),
    "angles": _turned,
    "next-tokens": _tokens_wrong,
    "symbols": _misread,
    "identities": _strangers,
    "Quantile": _pinball,
}


def ordinary(left: Namespace) -> np.ndarray:
    """The test rows whose labels are no outliers, where the data have any."""
    far = left.get("far")
    return ~far[TEST] if isinstance(far, np.ndarray) and far.dtype == bool else np.array(True)


def log_loss(y: np.ndarray, predictions: np.ndarray) -> float:
    """What honest probabilities keep small. `y` are class numbers or rows of 0 and 1."""
    p = np.clip(predictions, 1e-7, 1 - 1e-7)
    if y.ndim < p.ndim:
        return float(-np.log(np.take_along_axis(p, y[..., None], axis=-1)).mean())
    if y.shape[-1] > 1 and np.allclose(y.sum(axis=-1), 1):
        return float(-(y * np.log(p)).sum(axis=-1).mean())
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())
