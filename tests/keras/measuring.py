"""Losses and metrics as the advice prints them, and which of two values is the better one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import keras
import numpy as np
from msgspec.structs import replace

from lossadvisor.advice import snippet
from lossadvisor.advice.advice import Advice
from lossadvisor.advice.records import MetricAdvice
from lossadvisor.rulebook.facts import Metric
from lossadvisor.rulebook.placeholders import filled_arguments

from .cases import RULES, Case


@lru_cache(maxsize=256)
def _definitions(python: tuple[str, ...], prepared: tuple[str, ...], called: str) -> dict[str, Any]:
    """What must be imported and defined before `called` can be."""
    namespace: dict[str, Any] = {}
    exec(snippet.module(python, *prepared, f"made = lambda: {called}"), namespace)
    return namespace


def _made(advice: Advice, called: str, known: dict[str, Any] | None) -> Any:
    """`called` as the code of `advice` would make it; `known` has the names that the code defines itself."""
    return eval(
        called, {**(known or {}), **_definitions(advice.python, tuple(snippet.prepared([advice])), called)}
    )


def loss_object(advice: Advice, known: dict[str, Any] | None = None) -> keras.losses.Loss:
    return _made(advice, snippet.loss(advice), known)


def metric_object(advice: Advice, advised: MetricAdvice) -> keras.metrics.Metric:
    """The metric; of those that stand for each unit the first."""
    called = snippet.metrics(advice)[advice.metrics.index(advised)]
    return _made(advice, f"[{called}]", None)[0]


def advised_metric(case: Case, name: str) -> tuple[Advice, MetricAdvice]:
    """A metric out of the rules as if the case advised it, whether it does or not."""
    metric, advice = RULES.metrics[name], case.advice
    arguments = filled_arguments(metric.arguments, advice.answers, advice.units)
    advised = MetricAdvice(
        metric.keras, arguments, metric.says, "" if metric.file else f"{metric.package}.metrics"
    )
    python = tuple(filter(None, (metric.python,)))
    return replace(advice, metrics=(advised,), python=python), advised


def score_name(advice: Advice, advised: MetricAdvice) -> str:
    """The key under which evaluate() reports a metric."""
    return str(metric_object(advice, advised).name)


def value(
    advice: Advice, advised: MetricAdvice, y: np.ndarray, predictions: np.ndarray, weights: np.ndarray | None
) -> float:
    metric = metric_object(advice, advised)
    metric.update_state(y, predictions, sample_weight=weights)
    return float(metric.result())


def pairs(case: Case) -> Iterator[tuple[Metric, MetricAdvice]]:
    return zip(case.metrics, case.advice.metrics, strict=True)


def better(metric: Metric, one: float, other: float) -> bool:
    """Whether `one` is a better value of `metric` than `other`: more where 1 is best, else less."""
    return one > other if metric.best == 1 else one < other
