"""What metrics tell beyond one kind of labels: the forms of a measure, and whether one can learn from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .facts import Loss, Metric
from .leaves import Leaf
from .rules import Rules

MOST_LOSSES = 4  # that are named to train on


def forms(rules: Rules, name: str) -> Iterator[Metric]:
    """The metric of that name, and those that tell the same of other labels."""
    yield rules.metrics[name]
    measure = rules.metrics[name].measure or name
    for metric in rules.metrics.values():
        if metric.name != name and measure in (metric.name, metric.measure):
            yield metric


def as_loss(rules: Rules, metric: Metric) -> Loss | None:
    """The loss that Keras calls by the same name."""
    if metric.file:
        return None
    same = (each for each in rules.losses.values() if each.keras == metric.keras and not each.file)
    return next(same, None)


def as_metric(rules: Rules, loss: Loss) -> Metric | None:
    """The metric that Keras calls by the same name."""
    return next((each for each in rules.metrics.values() if as_loss(rules, each) is loss), None)


def no_loss(rules: Rules, name: str, leaves: Iterable[Leaf]) -> str:
    """Why nothing can be trained on the metric, and on what instead; empty where something can."""
    if not rules.metrics[name].flat:
        return ""
    read = {labels: None for form in forms(rules, name) for labels in form.reads}
    first: dict[str, str] = {}
    for leaf in leaves:
        if leaf.labels in read:
            first.setdefault(leaf.labels, leaf.recommend.loss)
    *losses, last = list(dict.fromkeys(first.values()))[:MOST_LOSSES] or ["the loss of your task"]
    named = f"{', '.join(losses)} or {last}" if losses else last
    return (
        f"{name} is not a loss: it has no useful gradient; train on {named}, "
        "and choose the epoch or the threshold by it on validation data"
    )
