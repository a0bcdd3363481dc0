"""Metrics as the advice gives them, and which of two values is the better one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import keras
import numpy as np

from lossadvisor.facts import Metric
from lossadvisor.recommendation import MetricAdvice

from .cases import Case


def metric_object(advised: MetricAdvice) -> keras.metrics.Metric:
    return getattr(keras.metrics, advised.metric)(**advised.arguments)


def score_name(advised: MetricAdvice) -> str:
    """The key under which evaluate() reports a metric: without the number that later objects get."""
    return str(advised.arguments.get("name") or re.sub(r"_\d+$", "", metric_object(advised).name))


def value(advised: MetricAdvice, y: np.ndarray, predictions: np.ndarray) -> float:
    metric = metric_object(advised)
    metric.update_state(y, predictions)
    return float(metric.result())


def pairs(case: Case) -> Iterator[tuple[Metric, MetricAdvice]]:
    return zip(case.metrics, case.advice.metrics, strict=True)


def better(metric: Metric, one: float, other: float) -> bool:
    """Whether `one` is a better value of `metric` than `other`: more where 1 is best, else less."""
    return one > other if metric.best == 1 else one < other
