"""What the facts say against one metric of a head, by what it reads and the arguments it was given."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.rulebook.contract import ACCURACY
from lossadvisor.rulebook.facts import Arguments
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import Objection, doubts, metric_arguments, objections
from lossadvisor.rulebook.telling import needed

from .cases import Case, Metric
from .shapes import ROW, is_of_places

SPLIT = 0.5  # where a metric splits probabilities if nobody says where
LAST_AXIS = -1


def against(case: Case, head: Head, metric: Metric, name: str) -> Iterator[tuple[Objection, Arguments]]:
    """All that the facts say against a metric, with the arguments that would mend it."""
    rules = case.rules
    judged = with_metric(head, name)
    if (wanted := needed(rules, name, head)) and _lacks(metric, wanted):
        yield Objection("metric-unset", "", name), wanted
    if usual := _set_for_logits(rules, metric, name, judged):
        yield Objection("metric-misset", "", name), usual
    if most := _finds_all(rules, metric, name, head):
        yield Objection("metric-finds-all", "", name), most
    if rules.metrics[name].only_rows and more_than_rows(case):
        yield Objection("metric-takes-rows", "", name), {}
    if compares_the_batch(case, metric):
        yield Objection("metric-takes-batch", "", name), {}
    for objection in (*objections(rules, judged), *doubts(rules, judged)):
        few = (
            objection.kind == "metric-units-unfit" and rules.metrics[name].among
        )  # told above for what it is
        if objection.about == name and not few:
            yield objection, {}


def _finds_all(rules: Rules, metric: Metric, name: str, head: Head) -> Arguments:
    """Among how many of the highest the metric looks, where there are no more units."""
    entry = rules.metrics[name]
    if not entry.among or entry.among in metric.seen.unknown or head.units is None:
        return {}
    most = metric.seen.arguments.get(entry.among, entry.arguments.get(entry.among))
    return {entry.among: most} if isinstance(most, int) and head.units <= most else {}


def more_than_rows(case: Case) -> str:
    """A shape that is not that of a row for each sample; empty where there is none."""
    if case.labels is not None and case.labels.shape is not None and len(case.labels.shape) == 1:
        return "labels of shape (batch,)"
    if case.shape is not None:
        return "" if len(case.shape) == ROW else f"predictions with {len(case.shape)} axes"
    return "a prediction for each place" if is_of_places(case.rules, None, (case.seen,)) else ""


def compares_the_batch(case: Case, metric: Metric) -> bool:
    """Whether a text that Keras resolves takes a batch of single numbers for one row."""
    return metric.name == ACCURACY and case.shape is not None and len(case.shape) == 1


def _set_for_logits(rules: Rules, metric: Metric, name: str, head: Head) -> Arguments:
    """What the arguments usually are with which the metric reads logits, where the head puts out none."""
    entry, given = rules.metrics[name], metric.seen.arguments
    if not entry.logits or metric_arguments(rules, entry, head) != entry.arguments:
        return {}
    misset = (key for key, value in entry.logits.items() if key in given and given[key] == value)
    return {key: False if entry.logits[key] is True else SPLIT for key in misset}


def _lacks(metric: Metric, wanted: Arguments) -> bool:
    """Whether the metric lacks arguments that it needs. One that is set to its own mind is left alone."""
    given = metric.seen.arguments
    if metric.seen.unknown & wanted.keys():
        return False
    other = [given.get(key) for key, value in wanted.items() if given.get(key) != value]
    return bool(other) and all(map(_is_usual, other))


def _is_usual(value: object) -> bool:
    """Whether an argument of a metric may be what it is where nobody gives it."""
    return value is None or isinstance(value, bool) or value in (SPLIT, LAST_AXIS)


def with_metric(head: Head, metric: str) -> Head:
    return replace(head, metrics=(metric,))
