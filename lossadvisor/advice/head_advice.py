"""The head of a leaf in the form that is wanted, with metrics that can read it."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.facts import Answers, Arguments, KerasClass, Metric
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.overlays import as_logits, head_at, understood_metrics
from lossadvisor.rulebook.placeholders import filled_arguments
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import metric_arguments, objections

from .records import MetricAdvice

THRESHOLD = "threshold"  # in the expression that reads predictions


@lru_cache(maxsize=4096)
def head_advice(
    rules: Rules, leaf: Leaf, logits: bool, judge: bool
) -> tuple[Head, tuple[MetricAdvice, ...], tuple[str, ...]]:
    """The leaf's head in the wanted form, its metrics, and notes on those that have no such form."""
    head = head_at(leaf)
    if logits:
        head = as_logits(rules, head)
    kept = kept_metrics(rules, head, leaf, logits)
    dropped = [rules.metrics[name] for name in head.metrics if name not in kept] if logits else []
    faults = objections(rules, replace(head, metrics=tuple(kept)) if logits else head)
    if judge and faults:
        raise AdvisorError(f"{leaf.where}: {leaf.recommend} is unsound: {faults[0].says}")
    metrics = tuple(
        MetricAdvice(
            metric.keras,
            _arguments(rules, metric, head, leaf),
            metric.says,
            home(metric, "metrics"),
            metric.each,
            metric.prepare if leaf.rare else "",
        )
        for metric in (rules.metrics[name] for name in kept)
    )
    there = "" if leaf.threshold == "" else " with this threshold"
    notes = [f"{metric.keras} is left out: it cannot read logits{there}" for metric in dropped]
    notes += filter(None, [rules.labels[leaf.labels].note])
    return head, metrics, tuple(notes)


def kept_metrics(rules: Rules, head: Head, leaf: Leaf, logits: bool) -> list[str]:
    """The metrics that can read the head; Keras splits no logits at a threshold of the leaf's own."""
    kept = understood_metrics(rules, head)
    if logits and leaf.threshold != "":
        return [name for name in kept if not rules.metrics[name].splits_at]
    return kept


def _arguments(rules: Rules, metric: Metric, head: Head, leaf: Leaf) -> Arguments:
    """The arguments of `metric` beside `head`, with a name: Keras would number its own in a second run.

    It splits where decode() does, if that is said at the leaf.
    """
    given = metric_arguments(rules, metric, head) or metric.arguments
    name = metric.logged_as or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", metric.keras).lower()
    split = {metric.splits_at: f"{{{THRESHOLD}}}"} if metric.splits_at and leaf.threshold != "" else {}
    return {**given, **(metric.rare if leaf.rare else {}), **split, "name": given.get("name", name)}


def sized(metrics: tuple[MetricAdvice, ...], answers: Answers, units: int) -> tuple[MetricAdvice, ...]:
    return tuple(
        metric if arguments is metric.arguments else replace(metric, arguments=arguments)
        for metric in metrics
        for arguments in (filled_arguments(metric.arguments, answers, units),)
    )


def home(made: KerasClass, kind: str) -> str:
    """The module to take a loss or metric from; empty where its code is given along."""
    return "" if made.file else f"{made.package}.{kind}"
