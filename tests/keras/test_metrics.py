"""A perfect prediction gets each metric's best value, and a constant one does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest

from lossadvisor.advice.records import MetricAdvice
from lossadvisor.rulebook.facts import Metric
from lossadvisor.rulebook.overlays import head_at
from lossadvisor.rulebook.soundness import emitted

from .cases import RULES, Case, distinct_heads
from .measuring import better, metric_object, pairs
from .predictors import constant, perfect, repeated
from .specimens import specimens, summary

# one class alone is no measure of a head; tests of ClassScore hold these against scikit-learn
CASES = [
    (case, metric, advised) for case in distinct_heads() for metric, advised in pairs(case) if not metric.each
]
IDS = [f"{case} {metric.name}" for case, metric, _ in CASES]
NEAR = 2e-3  # Keras keeps probabilities 1e-7 away from 0 and 1
Predict = Callable[[Case, np.ndarray], np.ndarray]


@pytest.mark.parametrize(("case", "metric", "advised"), CASES, ids=IDS)
def test_perfect_is_best_and_constant_is_not(case: Case, metric: Metric, advised: MetricAdvice) -> None:
    best = read(case, advised, perfect)
    known = read(case, advised, known_beforehand)
    if metric.best == "lowest":
        assert not any(better(metric, read(case, advised, near), best - NEAR) for near in PERTURBED)
        assert known - best > 0.1 * abs(best)
    else:
        assert best == pytest.approx(metric.best, abs=NEAR)
        if advised.metric == "Recall" and case.advice.decoding.threshold not in ("", "0.5"):
            return  # where a miss is dear the best constant says yes, and misses none; precision punishes it
        assert abs(known - metric.best) > 0.1


def read(case: Case, advised: MetricAdvice, predict: Predict) -> float:
    metric = metric_object(case.advice, advised)
    for y, weights in specimens(case):
        metric.update_state(y, predict(case, y), sample_weight=weights)
    return float(metric.result())


@lru_cache(maxsize=1)
def best_constant(case: Case) -> np.ndarray:
    return constant(case, *summary(case))


def known_beforehand(case: Case, y: np.ndarray) -> np.ndarray:
    return repeated(best_constant(case), y)


def too_timid(case: Case, y: np.ndarray) -> np.ndarray:
    return 0.7 * perfect(case, y) + 0.3 * known_beforehand(case, y)


def too_sure(case: Case, y: np.ndarray) -> np.ndarray:
    """Every prediction moved away from what is known beforehand, as far as the space goes."""
    moved = perfect(case, y) + 0.3 * (perfect(case, y) - known_beforehand(case, y))
    return moved if case.from_logits else kept_within(case, moved)


def mixed_up(case: Case, y: np.ndarray) -> np.ndarray:
    return np.roll(perfect(case, y), 1, axis=0)


def kept_within(case: Case, found: np.ndarray) -> np.ndarray:
    """`found` cut to the space that the head puts out."""
    space = emitted(RULES, head_at(case.leaf))
    if space.low is not None:
        found = np.maximum(found, space.low + 1e-7)
    if space.high is not None:
        found = np.minimum(found, space.high)
    return found / found.sum(axis=-1, keepdims=True) if space.sums_to_one else found


PERTURBED: tuple[Predict, ...] = (too_timid, too_sure, mixed_up)
