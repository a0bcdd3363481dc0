"""Judges rules that could be read: every name known, every recommended head sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .complaints import Complaints
from .errors import suggestion
from .model import Leaf, Node, Pair, Rules
from .recommendation import as_alternative, as_logits, head_at, understood_metrics
from .soundness import objections
from .yamlfile import Trail

Complain = Callable[[Trail, str], None]


def judge(rules: Rules, complaints: Complaints) -> None:
    """Complain about unknown names and unsound heads."""
    for file, trail, name, known, kind in _fact_names(rules):
        if name not in known:
            near = suggestion(name, known)
            complaints.add(file, trail, f"there is no {kind} called '{name}'{near}")
    if complaints.found:
        return  # soundness is arithmetic on facts, and some of these are missing
    for leaf, stored in _leaves_with_labels(rules.tree, ()):
        _judge_leaf(rules, leaf, stored, complaints)


def _fact_names(rules: Rules) -> Iterator[tuple[str, Trail, str, Collection[str], str]]:
    for activation in rules.activations.values():
        yield (
            "activations.yaml",
            (activation.name, "emits"),
            activation.emits,
            rules.spaces,
            "space",
        )
    for labels in rules.labels.values():
        yield "labels.yaml", (labels.name, "hull"), labels.hull, rules.spaces, "space"
    for metric in rules.metrics.values():
        yield "metrics.yaml", (metric.name, "accepts"), metric.accepts, rules.spaces, "space"
        for name in metric.reads:
            yield "metrics.yaml", (metric.name, "reads"), name, rules.labels, "label encoding"
    for loss in rules.losses.values():
        yield "losses.yaml", (loss.name, "accepts"), loss.accepts, rules.spaces, "space"
        seekable = {**rules.spaces, "labels": None}
        yield "losses.yaml", (loss.name, "seeks"), loss.seeks, seekable, "space"
        if loss.link:
            yield "losses.yaml", (loss.name, "link"), loss.link, rules.activations, "activation"
        for name in loss.reads:
            yield "losses.yaml", (loss.name, "reads"), name, rules.labels, "label encoding"
    yield from _source_names(rules)


def _source_names(rules: Rules) -> Iterator[tuple[str, Trail, str, Collection[str], str]]:
    for file in ("activations", "labels", "losses", "metrics"):
        for entry in getattr(rules, file).values():
            for name in entry.sources:
                yield f"{file}.yaml", (entry.name, "sources"), name, rules.sources, "source"


def _leaves_with_labels(node: Node, stored: tuple[str, ...]) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    """Every leaf once, with the answers to `labels` that lead there."""
    if isinstance(node, Leaf):
        yield node, stored
        return
    for branch in node.branches:
        yield from _leaves_with_labels(branch.node, branch.choices if node.ask == "labels" else stored)


def _judge_leaf(rules: Rules, leaf: Leaf, stored: tuple[str, ...], complaints: Complaints) -> None:
    def complain(trail: Trail, says: str) -> None:
        complaints.add_at(leaf.where, trail, says)

    named = list(_unknown_names(rules, leaf))
    for trail, says in named:
        complain(trail, says)
    if named:
        return
    for labels in stored:
        known = {leaf.labels, *rules.labels[leaf.labels].conversions}
        if labels in rules.labels and labels not in known:
            complain(("labels",), f"labels.yaml has no line from {labels} to {leaf.labels}")
    _judge_head(rules, leaf, complain, ("recommend",))
    for number, other in enumerate(leaf.instead):
        _judge_head(rules, as_alternative(leaf, other), complain, ("instead", number))


def _judge_head(rules: Rules, leaf: Leaf, complain: Complain, trail: Trail) -> None:
    head = head_at(leaf, _usual_units(rules, leaf))
    for objection in objections(rules, head):
        complain(trail, f"{leaf.recommend} is unsound: {objection.says}")
    if rules.losses[head.loss].link == head.activation and not understood_metrics(
        rules, as_logits(rules, head)
    ):
        complain(trail, f"{leaf.recommend} has no metric left on logits; add one with a 'logits' form")


def _usual_units(rules: Rules, leaf: Leaf) -> int:
    """A number of units at which nothing is missed for want of units: that is judged when it is known."""
    if isinstance(leaf.units, int):
        return leaf.units
    asked = rules.questions[leaf.units]
    needed = (rules.metrics[name].least_units for name in leaf.metrics)
    return max(asked.least or 1, rules.labels[leaf.labels].least_units, *needed)


def _unknown_names(rules: Rules, leaf: Leaf) -> Iterator[tuple[Trail, str]]:
    numbers = {name for name, question in rules.questions.items() if question.is_number}
    for trail, name, known, kind in _leaf_names(rules, leaf):
        if name is not None and name not in known:
            yield trail, f"there is no {kind} called '{name}'{suggestion(name, known)}"
    if isinstance(leaf.units, str) and leaf.units not in numbers:
        yield ("units",), f"'{leaf.units}' is no question that asks for a number"


def _leaf_names(rules: Rules, leaf: Leaf) -> Iterator[tuple[Trail, str | None, Collection[str], str]]:
    yield from _pair_names(rules, ("recommend",), leaf.recommend)
    yield ("labels",), leaf.labels, rules.labels, "label encoding"
    for metric in leaf.metrics:
        yield ("metrics",), metric, rules.metrics, "metric"
    for source in leaf.sources:
        yield ("sources",), source, rules.sources, "source"
    for number, other in enumerate(leaf.instead):
        trail: Trail = ("instead", number)
        yield from _pair_names(rules, (*trail, "head"), other.head)
        yield (*trail, "labels"), other.labels, rules.labels, "label encoding"
        for metric in other.metrics or ():
            yield (*trail, "metrics"), metric, rules.metrics, "metric"
    for number, avoided in enumerate(leaf.avoid):
        trail = ("avoid", number)
        if avoided.head:
            yield from _pair_names(rules, (*trail, "head"), avoided.head)
        yield (*trail, "metric"), avoided.metric, rules.metrics, "metric"
        yield (*trail, "labels"), avoided.labels, rules.labels, "label encoding"


def _pair_names(rules: Rules, trail: Trail, pair: Pair) -> Iterator[tuple[Trail, str, Collection[str], str]]:
    yield trail, pair.activation, rules.activations, "activation"
    yield trail, pair.loss, rules.losses, "loss"
