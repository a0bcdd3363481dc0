"""Answers that stand in no tree: which of them matter at a leaf, and what they change there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook import contract, costs
from lossadvisor.rulebook.facts import Activation, Answer, Answers, Arguments, KerasClass, Trap
from lossadvisor.rulebook.leaves import Leaf, Node
from lossadvisor.rulebook.overlays import with_changes
from lossadvisor.rulebook.placeholders import counted, size
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.releases import concerns, numbered, span
from lossadvisor.rulebook.rules import Rules

from . import detours, refusals
from .turns import Walk


def settled(
    rules: Rules, answers: Mapping[str, Answer], reached: Walk, leaf: Leaf
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """All answers on the way to `leaf` with the settings that matter there, and which of them are assumed.

    Raises AdvisorError where a setting that was given changes nothing at `leaf`.
    """
    given = reached.answers
    assumed = {turn.question: turn.answer for turn in reached.turns if turn.assumed}
    for question in rules.settings():
        answer = answers.get(question.name)
        if answer is not None and question.default is None and not matters(rules, question, leaf):
            raise AdvisorError(_without_use(rules, question, reached, answers))
        if answer is None and question.default is not None and matters(rules, question, leaf):
            answer = assumed[question.name] = question.default
        if answer is not None:
            given[question.name] = answer
    _judge_counts(given)
    _judge_limits(given)
    _judge_costs(rules, leaf, given)
    _judge_numbers(leaf, given)
    return given, assumed


def _without_use(rules: Rules, question: Question, reached: Walk, given: Answers) -> str:
    """Why a setting has no use at a leaf: with which answers it would, or in which tasks."""
    using = (end for _, end in detours.ways(rules.tree) if matters(rules, question, end))
    tasks = dict.fromkeys(end.where.split()[0] for end in using)
    task = reached.turns[0].answer
    if tasks and task not in tasks:
        return f"{task} does not use {question.option}, which belongs to {', '.join(tasks)}; leave it out"
    return refusals.without_use(
        rules, question.name, reached, given, lambda steps, end: matters(rules, question, end)
    )


@lru_cache(maxsize=4096)
def matters(rules: Rules, setting: Question, end: Node) -> bool:
    """Whether a setting changes anything at `end`: logits do only where the loss has a form for them."""
    if not isinstance(end, Leaf):
        return False
    if setting.name == contract.METRICS:
        return True
    if setting.default is None:
        return setting.name in end.given
    if setting.name == contract.OUTPUT:
        return rules.losses[end.recommend.loss].link == end.recommend.activation
    return setting.name != contract.KERAS or bool(end.since or _newcomers(rules, end) or _dated(rules, end))


def changed(rules: Rules, leaf: Leaf, answers: Mapping[str, Answer]) -> tuple[Leaf, tuple[str, ...]]:
    """`leaf` as the settings and the release of Keras have it, and the arguments they give its last layer."""
    changes = [change for name, change in leaf.given.items() if name in answers]
    release = answers.get(contract.KERAS)
    if leaf.since and release is not None:
        changes += [change for name, change in leaf.since.items() if numbered(name) <= numbered(str(release))]
    leaf = with_changes(leaf, tuple(changes)) if changes else leaf
    layer = [leaf.layer_arguments] if leaf.layer_arguments else []
    for name, usual, arguments in _layer_choices(rules):
        chosen = arguments.get(str(answers.get(name, usual)))
        layer += [chosen] if chosen else []
    return leaf, tuple(layer)


@lru_cache(maxsize=64)
def _layer_choices(rules: Rules) -> tuple[tuple[str, Answer | None, dict[str, str]], ...]:
    """The settings of which some answers give arguments to the last layer, their defaults, and those."""
    found = (
        (
            question,
            {
                name: choice.layer_arguments
                for name, choice in question.choices.items()
                if choice.layer_arguments
            },
        )
        for question in rules.settings()
    )
    return tuple((question.name, question.default, layers) for question, layers in found if layers)


def release_notes(
    rules: Rules, leaf: Leaf, answers: Mapping[str, Answer], used: Mapping[str, Arguments]
) -> tuple[str, ...]:
    """What goes wrong at `leaf` in the release of Keras that is used.

    `used` are the arguments that its loss and metrics are given, by the names of their classes.
    """
    release = answers.get(contract.KERAS)
    if release is None:
        return ()
    missing = (
        f"{name} needs Keras {since} or newer: update Keras, or use an alternative from Instead"
        for name, since in _newcomers(rules, leaf)
        if numbered(str(release)) < numbered(since)
    )
    wrong = (
        f"{span(trap)}, {name}, {trap.what}: {trap.because}"
        for name, trap in _dated(rules, leaf)
        if concerns(trap, str(release)) and (not trap.argument or trap.argument in used.get(name, ()))
    )
    return (*missing, *wrong)


def _made(rules: Rules, leaf: Leaf) -> Iterator[Activation | KerasClass]:
    yield rules.activations[leaf.recommend.activation]
    yield rules.losses[leaf.recommend.loss]
    yield from (rules.metrics[name] for name in leaf.metrics)


@lru_cache(maxsize=4096)
def _newcomers(rules: Rules, leaf: Leaf) -> tuple[tuple[str, str], ...]:
    """What a leaf uses that came with a later release of Keras 3, and with which."""
    return tuple((each.keras, each.since) for each in _made(rules, leaf) if each.since)


@lru_cache(maxsize=4096)
def _dated(rules: Rules, leaf: Leaf) -> tuple[tuple[str, Trap], ...]:
    """The traps that only some releases have, in what a leaf uses, with the name of that."""
    weights = (each for each in rules.fit.values() if each.keras in leaf.fit)
    return tuple(
        (entry.keras, trap)
        for entry in (*_made(rules, leaf), *weights)
        for trap in entry.goes_wrong
        if trap.since or trap.until
    )


def _judge_counts(given: Mapping[str, Answer]) -> None:
    """Counts and grades must go with the number of classes."""
    classes = given.get(contract.CLASSES, 2)
    for name in (contract.COUNTS, contract.GRADES):
        if name in given and (named := counted(str(given[name]))) != classes:
            raise AdvisorError(f"--{name} names {named} classes, and there are {classes}")


def _judge_costs(rules: Rules, leaf: Leaf, given: Mapping[str, Answer]) -> None:
    """Costs must go with the number of classes."""
    if contract.COSTS in given:
        costs.fitting(str(given[contract.COSTS]), with_costs(rules, leaf, given))


def _judge_numbers(leaf: Leaf, given: Mapping[str, Answer]) -> None:
    """A setting must not be a number that means something else at `leaf`."""
    for name, change in leaf.given.items():
        never = change.never
        if never is None or name not in given:
            continue
        if size(never.least, given) <= float(given[name]) <= size(never.most, given):
            raise AdvisorError(f"--{name} {given[name]}: {never.because}")


def with_costs(rules: Rules, leaf: Leaf, given: Mapping[str, Answer]) -> int:
    """How many classes have costs at `leaf`: two where each unit is a yes or no of its own."""
    return 2 if rules.labels[leaf.labels].threshold != "" else size(leaf.units, given)


def _judge_limits(given: Mapping[str, Answer]) -> None:
    """What is at most must lie above what is at least."""
    low, high = given.get(contract.LOW), given.get(contract.HIGH)
    if low is not None and high is not None and not float(low) < float(high):
        raise AdvisorError(f"--low {low} is not below --high {high}")
