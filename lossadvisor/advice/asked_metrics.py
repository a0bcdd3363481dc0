"""Metrics that somebody asks for by name: each in the form that fits a head, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import leaves, walk
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.facts import Answers, Metric
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.measures import forms
from lossadvisor.rulebook.overlays import as_logits, head_at
from lossadvisor.rulebook.placeholders import size
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import objections, within

MOST_OF_EACH = 20  # units for which a metric is given once for each
MOST_TASKS = 3  # that a message names


def fitting(rules: Rules, leaf: Leaf, answers: Answers) -> tuple[str, ...]:
    """The metrics that `answers` ask for, in forms that fit `leaf`. Raises AdvisorError if one has none."""
    head = _head(rules, leaf, answers)
    found: dict[str, None] = {}
    for asked in str(answers[contract.METRICS]).split(","):
        fits = [each.name for each in forms(rules, asked) if is_sound(rules, head, each)]
        if not fits:
            raise AdvisorError(f"--{contract.METRICS} {asked}: {_reason(rules, leaf, head, asked, answers)}")
        found |= dict.fromkeys(_chosen(rules, asked, fits, head.units or 1))
    return tuple(found)


def _head(rules: Rules, leaf: Leaf, answers: Answers) -> Head:
    head = head_at(leaf, size(leaf.units, answers))
    return as_logits(rules, head) if answers.get(contract.OUTPUT) == contract.LOGITS else head


def _chosen(rules: Rules, asked: str, fits: list[str], units: int) -> Iterator[str]:
    """The first form, and beside it what tells of each class, where these are few."""
    first, *others = sorted(fits, key=lambda name: name != asked and rules.metrics[name].each)
    yield first
    if not rules.metrics[asked].measure and units <= MOST_OF_EACH:
        yield from (name for name in others if rules.metrics[name].each)


def is_sound(rules: Rules, head: Head, metric: Metric) -> bool:
    """Whether `metric` can stand beside `head` with the arguments that the rules give it."""
    return not list(_against(rules, head, metric))


def _against(rules: Rules, head: Head, metric: Metric) -> Iterator[str]:
    if not set(metric.only_with) <= set(metric.arguments):
        yield "argument"
    for each in objections(rules, replace(head, metrics=(metric.name,))):
        if each.about:
            yield each.kind


def _reason(rules: Rules, leaf: Leaf, head: Head, asked: str, answers: Answers) -> str:
    """Why no form of `asked` fits, and the way out, on one line."""
    known = list(forms(rules, asked))
    if few := [each for each in known if set(_against(rules, head, each)) == {"metric-units-unfit"}]:
        return f"{few[0].keras} needs {few[0].least_units} units or more, and there are {head.units}"
    here = rules.labels[leaf.labels].says
    readers = [each for each in known if leaf.labels in each.reads]
    if readers:
        emits = "logits" if head.from_logits else f"the output of {head.activation}"
        other = f"leave out --{contract.OUTPUT} {contract.LOGITS}" if head.from_logits else ""
        return f"{readers[0].keras} cannot read {emits}; {other or _elsewhere(rules, known)}"
    read = rules.labels[known[0].reads[0]].says
    return f"{known[0].keras} reads {read}, and here y is {here}; {_way(rules, leaf, known, answers)}"


def _way(rules: Rules, leaf: Leaf, known: list[Metric], answers: Answers) -> str:
    """Other labels that can be had here, what y was before, or the tasks that have such labels."""
    question = rules.questions.get(contract.LABELS)
    for labels in question.choices if question else ():
        other = {**answers, contract.LABELS: labels}
        if labels != answers.get(contract.LABELS) and _has(rules, known, other):
            return f"take --{contract.LABELS} {labels}"
    if _is_of_what_was(rules, leaf, known):
        return "compute it from decode(predictions) and your original y"
    return _elsewhere(rules, known)


def _is_of_what_was(rules: Rules, leaf: Leaf, known: list[Metric]) -> bool:
    """Whether a form reads numbers such as y had been before it was scaled."""
    had = rules.labels.get(rules.labels[leaf.labels].derived_from)
    if had is None:
        return False
    of_numbers = (each for each in known if not each.flat)  # others count which class it is
    read = (rules.spaces[rules.labels[labels].hull] for each in of_numbers for labels in each.reads)
    return any(each.high is None and within(each, rules.spaces[had.hull]) for each in read)


def _has(rules: Rules, known: list[Metric], answers: Answers) -> bool:
    try:
        reached = walk(rules, answers)
    except AdvisorError:
        return False
    if contract.LABELS not in reached.answers or not isinstance(reached.stop, Leaf):
        return False
    head = _head(rules, reached.stop, answers)
    return any(is_sound(rules, head, each) for each in known)


def _elsewhere(rules: Rules, known: list[Metric]) -> str:
    """The tasks in which some form reads the labels, the first ones if they are many."""
    found = (
        leaf.where.split()[0]
        for leaf in leaves(rules.tree)
        if any(leaf.labels in each.reads for each in known)
    )
    tasks = list(dict.fromkeys(found))[:MOST_TASKS]
    return f"it belongs to {', '.join(tasks)}" if tasks else "leave it out"
