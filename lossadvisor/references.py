"""Judges rules that could be read: every name known, every recommended head sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from . import fragments
from .complaints import Complaints
from .errors import squashed, suggestion
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
    for file, trail, says in fragments.faults(rules):
        complaints.add(file, trail, says)
    _judge_aliases(rules, complaints)
    if complaints.found:
        return  # soundness is arithmetic on facts, and some of these are missing
    for leaf, asked in _leaves_with_questions(rules.tree, {}):
        _judge_leaf(rules, leaf, asked, complaints)


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
        if labels.derived_from:
            place = (labels.name, "derived-from")
            yield "labels.yaml", place, labels.derived_from, rules.labels, "label encoding"
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


def _judge_aliases(rules: Rules, complaints: Complaints) -> None:
    """No two things of a kind answer to one name."""
    for file in ("activations", "labels", "losses", "metrics"):
        owners: dict[str, str] = {}
        for entry in getattr(rules, file).values():
            for name in {squashed(name) for name in (entry.name, *entry.aliases)}:
                if owners.setdefault(name, entry.name) != entry.name:
                    says = f"'{name}' already stands for {owners[name]}"
                    complaints.add(f"{file}.yaml", (entry.name, "aliases"), says)


def _source_names(rules: Rules) -> Iterator[tuple[str, Trail, str, Collection[str], str]]:
    for file in ("spaces", "activations", "labels", "losses", "metrics", "questions"):
        for entry in getattr(rules, file).values():
            for name in entry.sources:
                yield f"{file}.yaml", (entry.name, "sources"), name, rules.sources, "source"
    for task in rules.tasks.values():
        for name in task.sources:
            yield f"tasks/{task.name}.yaml", ("sources",), name, rules.sources, "source"


def _leaves_with_questions(
    node: Node, asked: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Leaf, dict[str, tuple[str, ...]]]]:
    """Every leaf once, with the questions on the way and the choices that lead there."""
    if isinstance(node, Leaf):
        yield node, asked
        return
    for branch in node.branches:
        yield from _leaves_with_questions(branch.node, {**asked, node.ask: branch.choices})


def _judge_leaf(rules: Rules, leaf: Leaf, asked: dict[str, tuple[str, ...]], complaints: Complaints) -> None:
    def complain(trail: Trail, says: str) -> None:
        complaints.add_at(leaf.where, trail, says)

    faults = [*_unknown_names(rules, leaf, asked), *fragments.leaf_faults(leaf)]
    for trail, says in faults:
        complain(trail, says)
    if faults:
        return
    if not leaf.metrics:
        complain(("metrics",), "no metric is named; name one that tells the truth here")
    _judge_answers(rules, leaf, complain)
    for labels in asked.get("labels", ()):
        known = {leaf.labels, *rules.labels[leaf.labels].conversions}
        if labels in rules.labels and labels not in known:
            complain(("labels",), f"labels.yaml has no line from {labels} to {leaf.labels}")
    _judge_head(rules, leaf, complain, ("recommend",))
    for number, other in enumerate(leaf.instead):
        _judge_head(rules, as_alternative(leaf, other), complain, ("instead", number))


def _judge_answers(rules: Rules, leaf: Leaf, complain: Complain) -> None:
    """Predictions must be read back, by the leaf's own expression or by its labels'."""
    labels = rules.labels[leaf.labels]
    missing = [] if leaf.answers or labels.answers else ["'answers'"]
    missing += [] if labels.answers_say else ["'answers-say'"]
    if missing:
        complain(
            ("labels",), f"{leaf.labels} lacks {' and '.join(missing)} in labels.yaml, to read predictions"
        )


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


def _unknown_names(rules: Rules, leaf: Leaf, asked: Collection[str]) -> Iterator[tuple[Trail, str]]:
    for trail, name, known, kind in _leaf_names(rules, leaf):
        if name is not None and name not in known:
            yield trail, f"there is no {kind} called '{name}'{suggestion(name, known)}"
    numbers = [name for name in asked if rules.questions[name].is_number]
    if isinstance(leaf.units, str) and leaf.units not in numbers:
        yield ("units",), f"'{leaf.units}' is no question on the way here that asks for a number"
    for metric in leaf.metrics:
        if metric in rules.metrics and rules.metrics[metric].keras == "accuracy":
            yield ("metrics",), f"'{metric}' is a string that Keras resolves by itself; name a metric"


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
