"""Judges rules that could be read: every name known, every recommended head sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from . import fragments, mentions
from .answers import answer
from .complaints import Complaints
from .errors import squashed, suggestion
from .model import End, Fork, Leaf, Node, Rules, Stop
from .settings import with_changes
from .soundness import objections
from .values import size, sizing_question
from .variants import as_alternative, as_logits, head_at, understood_metrics
from .yamlfile import Trail

Complain = Callable[[Trail, str], None]


def judge(rules: Rules, complaints: Complaints) -> None:
    """Complain about unknown names and unsound heads."""
    for file, trail, name, known, kind in mentions.of_facts(rules):
        if name not in known:
            near = suggestion(name, known)
            complaints.add(file, trail, f"there is no {kind} called '{name}'{near}")
    for file, trail, says in fragments.faults(rules):
        complaints.add(file, trail, says)
    _judge_aliases(rules, complaints)
    if complaints.found:
        return  # soundness is arithmetic on facts, and some of these are missing
    for end, asked in _ends_with_questions(rules.tree, {}):
        if isinstance(end, Leaf):
            _judge_leaf(rules, end, asked, complaints)
        elif isinstance(end, Stop):
            _judge_stop(rules, end, complaints)


def _judge_stop(rules: Rules, stop: Stop, complaints: Complaints) -> None:
    for number, each in enumerate(stop.nearest):
        if each.task not in rules.tasks:
            says = f"there is no task called '{each.task}'{suggestion(each.task, rules.tasks)}"
            complaints.add_at(stop.where, ("nearest", number, "task"), says)


def _judge_aliases(rules: Rules, complaints: Complaints) -> None:
    """No two things of a kind answer to one name."""
    for file in ("activations", "labels", "losses", "metrics"):
        owners: dict[str, str] = {}
        for entry in getattr(rules, file).values():
            for name in {squashed(name) for name in (entry.name, *entry.aliases)}:
                if owners.setdefault(name, entry.name) != entry.name:
                    says = f"'{name}' already stands for {owners[name]}"
                    complaints.add(f"{file}.yaml", (entry.name, "aliases"), says)


def _ends_with_questions(
    node: Node, asked: dict[str, tuple[str, ...]]
) -> Iterator[tuple[End, dict[str, tuple[str, ...]]]]:
    """Every end once, with the questions on the way and the choices that lead there."""
    if not isinstance(node, Fork):
        yield node, asked
        return
    for branch in node.branches:
        yield from _ends_with_questions(branch.node, {**asked, node.ask: branch.choices})


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
    _judge_encodings(rules, leaf, asked.get("labels", ()), complain)
    _judge_head(rules, leaf, complain, ("recommend",))
    for number, other in enumerate(leaf.instead):
        _judge_head(rules, as_alternative(leaf, other), complain, ("instead", number))
    for kind, changes in (("given", leaf.given), ("since", leaf.since)):
        for name, change in changes.items():
            _judge_head(rules, with_changes(leaf, (change,)), complain, (kind, name))


def _judge_encodings(rules: Rules, leaf: Leaf, asked: tuple[str, ...], complain: Complain) -> None:
    """What people may have must have a line to what the leaf takes."""
    known = {leaf.labels, *rules.labels[leaf.labels].conversions}
    for labels in asked:
        if labels in rules.labels and labels not in known:
            complain(("labels",), f"labels.yaml has no line from {labels} to {leaf.labels}")


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
    name = sizing_question(leaf.units)
    if not name:
        return int(leaf.units)
    asked = rules.questions[name]
    given = answer(asked, asked.example) if asked.example else int(asked.least or 1)
    needed = (rules.metrics[metric].least_units for metric in leaf.metrics)
    return max(size(leaf.units, {name: given}), rules.labels[leaf.labels].least_units, *needed)


def _unknown_names(rules: Rules, leaf: Leaf, asked: Collection[str]) -> Iterator[tuple[Trail, str]]:
    for trail, name, known, kind in mentions.of_leaf(rules, leaf):
        if name is not None and name not in known:
            yield trail, f"there is no {kind} called '{name}'{suggestion(name, known)}"
    sizes = [name for name in asked if rules.questions[name].kind in ("whole", "wholes", "decimals")]
    if isinstance(leaf.units, str) and sizing_question(leaf.units) not in sizes:
        yield ("units",), f"'{leaf.units}' is no question on the way here that asks for a number"
    for metric in leaf.metrics:
        if metric in rules.metrics and rules.metrics[metric].keras == "accuracy":
            yield ("metrics",), f"'{metric}' is a string that Keras resolves by itself; name a metric"
