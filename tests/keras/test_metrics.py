"""A perfect prediction gets each metric's best value, and a constant one does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lossadvisor.facts import Metric
from lossadvisor.recommendation import MetricAdvice

from .cases import Case, distinct_heads
from .measuring import better, metric_object, pairs
from .predictors import constant, perfect, repeated
from .specimens import specimens, summary

CASES = [(case, metric, advised) for case in distinct_heads() for metric, advised in pairs(case)]
IDS = [f"{case} {metric.name}" for case, metric, _ in CASES]
NEAR = 2e-3  # Keras keeps probabilities 1e-7 away from 0 and 1
Predict = Callable[[Case, np.ndarray], np.ndarray]


@pytest.mark.parametrize(("case", "metric", "advised"), CASES, ids=IDS)
def test_perfect_is_best_and_constant_is_not(case: Case, metric: Metric, advised: MetricAdvice) -> None:
    best = read(case, advised, perfect)
    known = read(case, advised, known_beforehand)
    if metric.best == "lowest":
        assert not any(better(metric, read(case, advised, near), best - NEAR) for near in PERTURBED)
        assert known > 1.1 * best
    else:
        assert best == pytest.approx(metric.best, abs=NEAR)
        assert abs(known - metric.best) > 0.1


def read(case: Case, advised: MetricAdvice, predict: Predict) -> float:
    metric = metric_object(advised)
    for y in specimens(case.advice.labels.encoding, case.advice.units):
        metric.update_state(y, predict(case, y))
    return float(metric.result())


def known_beforehand(case: Case, y: np.ndarray) -> np.ndarray:
    return repeated(constant(case, summary(case.advice.labels.encoding, case.advice.units)), y)


def too_timid(case: Case, y: np.ndarray) -> np.ndarray:
    return 0.7 * perfect(case, y) + 0.3 * known_beforehand(case, y)


def too_sure(case: Case, y: np.ndarray) -> np.ndarray:
    """Every prediction moved away from what is known beforehand, as far as the space goes."""
    moved = perfect(case, y) + 0.3 * (perfect(case, y) - known_beforehand(case, y))
    return moved if case.from_logits else normalised(case, np.clip(moved, 1e-7, 1))


def mixed_up(case: Case, y: np.ndarray) -> np.ndarray:
    return np.roll(perfect(case, y), 1, axis=0)


def normalised(case: Case, rows: np.ndarray) -> np.ndarray:
    return rows / rows.sum(axis=-1, keepdims=True) if case.link == "softmax" else rows


PERTURBED: tuple[Predict, ...] = (too_timid, too_sure, mixed_up)
