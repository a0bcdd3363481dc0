"""Every name that rules mention, with its place and the names that are known there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from .findings import Condition, FindingRule, Shown
from .heads import Pair
from .leaves import Bundle, Leaf, Stop
from .rules import Rules
from .soundness import KINDS
from .yamlfile import Trail

OfFacts: TypeAlias = tuple[str, Trail, str, Collection[str], str]
OfLeaf: TypeAlias = tuple[Trail, str | None, Collection[str], str]
OfFinding: TypeAlias = tuple[Trail, str, Collection[str], str]
FACTS = ("spaces", "activations", "labels", "losses", "metrics")
CITING = (*FACTS, "layers", "fit", "questions", "groups", "findings")


def of_facts(rules: Rules) -> Iterator[OfFacts]:
    """File, place, name, the names known there and their kind, for every name outside the trees."""
    yield from _spaces(rules)
    yield from _encodings(rules)
    yield from _sources(rules)
    yield from _findings(rules)
    for loss in rules.losses.values():
        if loss.link:
            yield "losses.yaml", (loss.name, "link"), loss.link, rules.activations, "activation"
    for task in rules.tasks.values():
        if task.group:
            yield f"tasks/{task.name}.yaml", ("group",), task.group, rules.groups, "group"


def _spaces(rules: Rules) -> Iterator[OfFacts]:
    for activation in rules.activations.values():
        yield "activations.yaml", (activation.name, "emits"), activation.emits, rules.spaces, "space"
    for layer in rules.layers.values():
        if layer.emits:
            yield "layers.yaml", (layer.name, "emits"), layer.emits, rules.spaces, "space"
    for labels in rules.labels.values():
        yield "labels.yaml", (labels.name, "hull"), labels.hull, rules.spaces, "space"
    for metric in rules.metrics.values():
        yield "metrics.yaml", (metric.name, "accepts"), metric.accepts, rules.spaces, "space"
    for loss in rules.losses.values():
        yield "losses.yaml", (loss.name, "accepts"), loss.accepts, rules.spaces, "space"
        seekable = {**rules.spaces, "labels": None}
        yield "losses.yaml", (loss.name, "seeks"), loss.seeks, seekable, "space"


def _encodings(rules: Rules) -> Iterator[OfFacts]:
    for labels in rules.labels.values():
        if labels.derived_from:
            place = (labels.name, "derived-from")
            yield "labels.yaml", place, labels.derived_from, rules.labels, "label encoding"
    for metric in rules.metrics.values():
        for name in metric.reads:
            yield "metrics.yaml", (metric.name, "reads"), name, rules.labels, "label encoding"
    for loss in rules.losses.values():
        for name in loss.reads:
            yield "losses.yaml", (loss.name, "reads"), name, rules.labels, "label encoding"


def _findings(rules: Rules) -> Iterator[OfFacts]:
    for rule in rules.findings.values():
        for trail, name, known, kind in _in_finding(rules, rule):
            yield "findings.yaml", (rule.name, *trail), name, known, kind


def _in_finding(rules: Rules, rule: FindingRule) -> Iterator[OfFinding]:
    if rule.when:
        for kind in rule.when.objection.split(" or "):
            yield ("when", "objection"), kind, KINDS, "kind of objection"
        yield from _in_condition(rules, rule.when)
    for key, shown in (("wrong", rule.wrong), ("right", rule.right)):
        if shown:
            for part, name, known, kind in _in_shown(rules, shown):
                yield (key, part), name, known, kind


def _in_condition(rules: Rules, when: Condition) -> Iterator[OfFinding]:
    known: dict[str, tuple[Collection[str], str]] = {
        "activations": (rules.activations, "activation"),
        "losses": (rules.losses, "loss"),
        "metrics": (rules.metrics, "metric"),
        "labels": ((*rules.labels, "unknown"), "label encoding"),
        "seeks": ((*rules.spaces, "labels"), "space"),
        **dict.fromkeys(("emits", "under", "accepts"), (rules.spaces, "space")),
    }
    for key, (among, kind) in known.items():
        for name in getattr(when, key):
            yield ("when", key), name, among, kind


def _in_shown(rules: Rules, shown: Shown) -> Iterator[tuple[str, str, Collection[str], str]]:
    yield "activation", shown.activation, rules.activations, "activation"
    yield "loss", shown.loss, rules.losses, "loss"
    yield "labels", shown.labels, rules.labels, "label encoding"
    if shown.under:
        yield "under", shown.under, rules.activations, "activation"
    if shown.after:
        yield "after", shown.after, rules.layers, "layer"
    for metric in shown.metrics:
        yield "metrics", metric, rules.metrics, "metric"


def _sources(rules: Rules) -> Iterator[OfFacts]:
    for file in CITING:
        for entry in getattr(rules, file).values():
            for name in entry.sources:
                yield f"{file}.yaml", (entry.name, "sources"), name, rules.sources, "source"
    for task in rules.tasks.values():
        for name in task.sources:
            yield f"tasks/{task.name}.yaml", ("sources",), name, rules.sources, "source"


def of_leaf(rules: Rules, leaf: Leaf) -> Iterator[OfLeaf]:
    """Place, name, the names known there and their kind, for every name at `leaf`; None for no name."""
    yield from _pair(rules, ("recommend",), leaf.recommend)
    yield ("labels",), leaf.labels, rules.labels, "label encoding"
    yield ("layer",), leaf.layer, rules.layers, "layer"
    yield ("after",), leaf.after or None, rules.layers, "layer"
    for metric in leaf.metrics:
        yield ("metrics",), metric, rules.metrics, "metric"
    for source in leaf.sources:
        yield ("sources",), source, rules.sources, "source"
    yield from _in_changes(rules, leaf)
    yield from _in_alternatives(rules, leaf)
    yield from _in_warnings(rules, leaf)


def of_end(rules: Rules, end: Stop | Bundle) -> Iterator[OfLeaf]:
    """The same for an end without a recommendation of its own."""
    for source in end.sources:
        yield ("sources",), source, rules.sources, "source"
    for number, near in enumerate(end.nearest if isinstance(end, Stop) else ()):
        yield ("nearest", number, "task"), near.task, rules.tasks, "task"


def releases(rules: Rules) -> Iterator[tuple[str, Trail, str]]:
    """File, place and text of every release of Keras that the facts name."""
    for file in CITING:
        for entry in getattr(rules, file).values():
            yield f"{file}.yaml", (entry.name, "since"), getattr(entry, "since", "")
            for number, trap in enumerate(entry.goes_wrong):
                place = (entry.name, "goes-wrong", number)
                yield f"{file}.yaml", (*place, "since"), trap.since
                yield f"{file}.yaml", (*place, "until"), trap.until


def _in_changes(rules: Rules, leaf: Leaf) -> Iterator[OfLeaf]:
    for name in leaf.given:
        yield ("given",), name, [each.name for each in rules.settings()], "setting"
    for kind, changes in (("given", leaf.given), ("since", leaf.since)):
        for name, change in changes.items():
            if change.recommend:
                yield from _pair(rules, (kind, name, "recommend"), change.recommend)
            yield (kind, name, "labels"), change.labels, rules.labels, "label encoding"
            for metric in change.metrics or ():
                yield (kind, name, "metrics"), metric, rules.metrics, "metric"


def _in_alternatives(rules: Rules, leaf: Leaf) -> Iterator[OfLeaf]:
    for number, other in enumerate(leaf.instead):
        trail: Trail = ("instead", number)
        yield from _pair(rules, (*trail, "head"), other.head)
        yield (*trail, "labels"), other.labels, rules.labels, "label encoding"
        yield (*trail, "after"), other.after or None, rules.layers, "layer"
        for metric in other.metrics or ():
            yield (*trail, "metrics"), metric, rules.metrics, "metric"


def _in_warnings(rules: Rules, leaf: Leaf) -> Iterator[OfLeaf]:
    for number, avoided in enumerate(leaf.avoid):
        trail: Trail = ("avoid", number)
        if avoided.head:
            yield from _pair(rules, (*trail, "head"), avoided.head)
        yield (*trail, "metric"), avoided.metric, rules.metrics, "metric"
        yield (*trail, "labels"), avoided.labels, rules.labels, "label encoding"
        yield (*trail, "after"), avoided.after or None, rules.layers, "layer"


def _pair(rules: Rules, trail: Trail, pair: Pair) -> Iterator[OfLeaf]:
    yield trail, pair.activation, rules.activations, "activation"
    yield trail, pair.loss, rules.losses, "loss"
