"""Judges rules that could be read: every name known, all Python compiles, every recommended head sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from lossadvisor.errors import squashed, suggestion

from . import contract
from .answers import answer
from .complaints import Complaints
from .contract import DERIVED
from .curves import formula_flaw
from .evidence import MEASURED, TOLD_OF_LABELS, limits
from .fields import texts
from .findings import FILLED
from .fragments import flaw
from .leaves import Bundle, End, Fork, Leaf, Node, Stop
from .meanings import KINDS as NAMED
from .overlays import as_alternative, as_logits, head_at, understood_metrics, with_changes
from .placeholders import placeholders, size, sizing_questions
from .record import Record
from .releases import is_release
from .rules import FACTS, Rules
from .soundness import KINDS, objections
from .yamlfile import Trail

WORD_KIND = re.compile(r"<([^<>]*)>")
Complain = Callable[[Trail, str], None]
Means = Mapping[str, Any]
NOTHING: Mapping[str, Mapping[str, Any]] = {}
FILLED_IN: Mapping[str, Collection[str]] = {"findings": FILLED, "measured": (*MEASURED, *TOLD_OF_LABELS)}


def judge(rules: Rules, complaints: Complaints, more: Mapping[str, Mapping[str, Any]] = NOTHING) -> None:
    """Complain about unknown names, about what is not Python, and about unsound heads.

    `more` are entries by file that are not part of the rules as they stand.
    """
    for file, trail, record in (*_records(rules), *_entries(more)):
        for place, says in faults(rules, record):
            complaints.add(file, (*trail, *place), says)
    for file, trail, says in contract.faults(rules, _named_settings(rules)):
        complaints.add(file, trail, says)
    _judge_links(rules, complaints)
    _judge_aliases(rules, complaints)
    if complaints.found:
        return  # soundness is arithmetic on facts, and some of these are missing
    for end, asked in _ends_with_questions(rules.tree, {}):
        if isinstance(end, Leaf):
            _judge_leaf(rules, end, asked, complaints)
        else:
            _judge_end(rules, end, asked, complaints)


def _records(rules: Rules) -> Iterator[tuple[str, Trail, Record]]:
    """What stands outside the trees, with its file and place. Examples are run, not read."""
    for name in FACTS:
        for entry in getattr(rules, name).values():
            yield f"{name}.yaml", (entry.name,), entry
    for task in rules.tasks.values():
        yield f"tasks/{task.name}.yaml", (), replace(task, examples=())


def _entries(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Trail, Record]]:
    for file, entries in files.items():
        yield from ((f"{file}.yaml", (name,), entry) for name, entry in entries.items())


def faults(rules: Rules, record: Record) -> Iterator[tuple[Trail, str]]:
    """What is wrong with the texts in `record` that stand for something: place and reason."""
    for text in texts(record):
        for meaning, judged in JUDGES.items():
            for says in judged(rules, text.says, text.means) if meaning in text.means else ():
                yield text.trail, says


def _unknown_name(rules: Rules, said: str, means: Means) -> Iterator[str]:
    known = known_names(rules, means)
    for name in said.split(" or ") if means.get("joined") else (said,):
        if name not in known:
            yield f"there is no {NAMED[means['names']]} called '{name}'{suggestion(name, known)}"


def known_names(rules: Rules, means: Means) -> Collection[str]:
    """The names that may stand where such a name is meant."""
    file = means["names"]
    if file == "objections":
        return KINDS
    names = (each.name for each in rules.settings()) if file == "settings" else getattr(rules, file)
    return (*names, *means.get("also", ()))


def _unknown_entry(rules: Rules, said: str, means: Means) -> Iterator[str]:
    known = {name for file in (*FACTS, "tasks") for name in getattr(rules, file)}
    if said not in known:
        yield f"there is no entry called '{said}'{suggestion(said, known)}"


def _no_python(rules: Rules, said: str, means: Means) -> Iterator[str]:
    if why := flaw(said, means["python"]):
        yield why


def _no_release(rules: Rules, said: str, means: Means) -> Iterator[str]:
    if not is_release(said):
        yield f"'{said}' is not a release of Keras; write one as \"3.16\""


def _no_formula(rules: Rules, said: str, _: Means) -> Iterator[str]:
    if why := formula_flaw(said):
        yield why


def _empty_gap(rules: Rules, said: str, means: Means) -> Iterator[str]:
    """A name in braces stands for something that a program or the answers fill in."""
    for name in placeholders(said):
        if means["braces"] in FILLED_IN:
            known = FILLED_IN[means["braces"]]
            if name not in known:
                yield f"'{{{name}}}' stands for nothing{suggestion(name, known)}"
        elif name not in (*rules.questions, *DERIVED, *means.get("also", ())):
            yield f"'{{{name}}}' stands for nothing; name a question, or units"
        for question in DERIVED.get(name, ()):
            if question not in rules.questions:
                yield f"'{{{name}}}' stands for nothing without the question '{question}'"


def _unknown_kind(rules: Rules, said: str, _: Means) -> Iterator[str]:
    """A word in angle brackets stands for any word of a kind."""
    for name in WORD_KIND.findall(said):
        yield from _unknown_name(rules, name, {"names": "vocabulary"})


def _not_measured(rules: Rules, said: str, _: Means) -> Iterator[str]:
    if said not in MEASURED:
        yield f"'{said}' is not measured in labels{suggestion(said, MEASURED)}"


def _no_bound(rules: Rules, said: str, _: Means) -> Iterator[str]:
    if ".." in said and limits(said) is None:
        yield f"'{said}' is not a range; write one as 3.., ..0.05 or 3..20"


JUDGES: dict[str, Callable[[Rules, str, Means], Iterator[str]]] = {
    "names": _unknown_name,
    "entry": _unknown_entry,
    "python": _no_python,
    "release": _no_release,
    "formula": _no_formula,
    "braces": _empty_gap,
    "form": _unknown_kind,
    "measured": _not_measured,
    "bound": _no_bound,
}


def _named_settings(rules: Rules) -> set[str]:
    """The settings of which some leaf says what they change."""
    ends = (end for end, _ in _ends_with_questions(rules.tree, {}))
    return {name for end in ends if isinstance(end, Leaf) for name in end.given}


def _judge_links(rules: Rules, complaints: Complaints) -> None:
    """What a loss applies to logits must be something that can be applied to predictions."""
    for loss in rules.losses.values():
        if loss.link in rules.activations and not rules.activations[loss.link].applied:
            says = f"{loss.name} applies it to logits, so it needs an expression on 'predictions'"
            complaints.add("activations.yaml", (loss.link, "applied"), says)


def _judge_end(rules: Rules, end: Stop | Bundle, asked: Collection[str], complaints: Complaints) -> None:
    for trail, says in faults(rules, end):
        complaints.add_at(end.where, trail, says)
    named = [name for name in asked if rules.questions[name].kind == "heads"]
    if isinstance(end, Bundle) and end.bundle not in named:
        says = f"'{end.bundle}' is not a question on the way here that asks for heads"
        complaints.add_at(end.where, ("bundle",), says)


def _judge_aliases(rules: Rules, complaints: Complaints) -> None:
    """No two things of a kind answer to one name."""
    for kind in ("activations", "labels", "losses", "metrics", "tasks"):
        owners: dict[str, str] = {}
        for entry in getattr(rules, kind).values():
            for name in {squashed(name) for name in (entry.name, *entry.aliases)}:
                if owners.setdefault(name, entry.name) != entry.name:
                    says = f"'{name}' already stands for {owners[name]}"
                    place = (f"{kind}.yaml", (entry.name, "aliases"))
                    file, trail = place if kind != "tasks" else (f"tasks/{entry.name}.yaml", ("aliases",))
                    complaints.add(file, trail, says)


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

    found = [*faults(rules, leaf), *_out_of_place(rules, leaf, asked)]
    for trail, says in found:
        complain(trail, says)
    if found:
        return
    if not leaf.metrics:
        complain(("metrics",), "no metric is named; name one that is meaningful here")
    _judge_answers(rules, leaf, complain)
    _judge_encodings(rules, leaf, asked.get(contract.LABELS, ()), complain)
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
    names = sizing_questions(leaf.units)
    if not names:
        return int(leaf.units)
    asked = (rules.questions[name] for name in names)
    given = {
        each.name: answer(each, each.example) if each.example else int(each.least or 1) for each in asked
    }
    needed = (rules.metrics[metric].least_units for metric in leaf.metrics)
    return max(size(leaf.units, given), rules.labels[leaf.labels].least_units, *needed)


def _misplaced_layers(rules: Rules, leaf: Leaf) -> Iterator[tuple[Trail, str]]:
    """A layer with weights takes the activation, so it has a place for more; what follows it has none."""
    if leaf.layer in rules.layers and "{more}" not in rules.layers[leaf.layer].code:
        yield ("layer",), f"'{leaf.layer}' holds no weights, so it can only come 'after'"
    if leaf.after in rules.layers and "{more}" in rules.layers[leaf.after].code:
        yield ("after",), f"'{leaf.after}' holds weights, so it can only be the 'layer'"


def _out_of_place(rules: Rules, leaf: Leaf, asked: Collection[str]) -> Iterator[tuple[Trail, str]]:
    """What is known, but not what can stand there."""
    sizes = [name for name in asked if rules.questions[name].kind in ("whole", "wholes", "decimals")]
    for text in texts(leaf):
        if "size" in text.means and not text.says.isdecimal() and not _is_sized(text.says, sizes):
            yield text.trail, f"'{text.says}' is not a question on the way here that asks for a number"
    yield from _misplaced_layers(rules, leaf)
    for metric in leaf.metrics:
        if metric in rules.metrics and rules.metrics[metric].keras == "accuracy":
            yield ("metrics",), f"'{metric}' is a string that Keras resolves by itself; name a metric"


def _is_sized(units: str, asked: Collection[str]) -> bool:
    names = sizing_questions(units)
    return bool(names) and set(names) <= set(asked)
