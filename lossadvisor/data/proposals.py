"""What labels propose: the tasks that fit with the reasons for and against, and answers to questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.tasks import find
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.contract import NAMELESS, TASK
from lossadvisor.rulebook.evidence import LabelTrap, Trapped
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .labels import Labels
from .looks import contradicting, filled, listed, looks_so

SETTLES = 5  # weight at which evidence leaves no doubt, if no other task fits
REFUTES = -5
BY_NAME = 2  # what the name of a column is worth, if it says a task
BY_VALUES = 5  # what the names of its values are worth
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class Proposal(Struct, frozen=True):
    """A task that labels may be for, with what speaks for and against it."""

    task: str
    says: str
    weight: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


class Read(Struct, frozen=True):
    """An answer that labels give: whether it is `sure`, else only suggested, and why."""

    answer: Answer
    because: str
    sure: bool


def proposals(rules: Rules, labels: Labels) -> tuple[Proposal, ...]:
    """The tasks that fit, the likeliest first."""
    judged = (_proposal(rules, task, labels) for task in rules.tasks)
    found = [each for each in judged if each.weight > 0]
    named = _named(rules, labels) if found else {}
    better = [_with_name(each, named) for each in found]
    return tuple(sorted(better, key=lambda each: -each.weight))


def _proposal(rules: Rules, task: str, labels: Labels) -> Proposal:
    holding = [each for each in rules.tasks[task].evidence if looks_so(labels, each.looks)]
    return Proposal(
        task,
        rules.tasks[task].says,
        sum(each.weight for each in holding),
        tuple(filled(each.because, labels) for each in holding if each.weight > 0),
        tuple(filled(each.because, labels) for each in holding if each.weight < 0),
    )


def _with_name(proposal: Proposal, named: Mapping[str, tuple[int, str]]) -> Proposal:
    weight, why = named.get(proposal.task, (0, ""))
    if not weight:
        return proposal
    return Proposal(
        proposal.task, proposal.says, proposal.weight + weight, (*proposal.reasons, why), proposal.against
    )


def _named(rules: Rules, labels: Labels) -> dict[str, tuple[int, str]]:
    """The tasks that the name of the target, or those of its values, are words for."""
    words = [each.lower() for each in WORDS.findall(labels.name)]
    found: dict[str, tuple[int, str]] = {}
    nameless = rules.vocabulary[NAMELESS].words if NAMELESS in rules.vocabulary else ()
    typed = " ".join(word for word in words if word not in nameless and len(word) > 2)
    if typed:
        for place, each in enumerate(find(rules, typed)[:2]):
            found[each.task] = (BY_NAME - place, f"its name, '{labels.name}', is a word for it")
    if labels.facts.get("kind") == "text" and 2 < len(labels.values) <= 12:
        names = ", ".join(str(each.value).replace("_", " ") for each in labels.values)
        for each in find(rules, names)[:1]:
            weight = found.get(each.task, (0, ""))[0] + BY_VALUES
            found[each.task] = (weight, "the names of its values are words for it")
    return found


def settled_task(found: tuple[Proposal, ...]) -> str:
    """The task about which the labels leave no doubt; empty if they do."""
    if not found or found[0].weight < SETTLES:
        return ""
    return found[0].task if len(found) == 1 else ""


def traps(rules: Rules, labels: Labels, answers: Mapping[str, Answer]) -> tuple[Trapped, ...]:
    """What goes wrong with such labels after `answers`, of which some see to it."""
    return tuple(
        Trapped(trap.name, trap.says, filled(trap.found, labels), filled(trap.fix_says, labels))
        for trap in rules.traps.values()
        if _concerns(trap, answers) and looks_so(labels, trap.looks)
    )


def _concerns(trap: LabelTrap, answers: Mapping[str, Answer]) -> bool:
    if trap.tasks and answers.get(TASK, trap.tasks[0]) not in trap.tasks:
        return False
    return not any(answers.get(name) in solving for name, solving in trap.solved_by.items())


def read(rules: Rules, fork: Fork, labels: Labels) -> Read | None:
    """How labels answer the question of a fork; nothing if they do not."""
    question = rules.questions[fork.ask]
    if question.name == TASK:
        return _task_read(rules, labels, fork)
    if question.kind != "choice":
        return number_read(question, labels)
    offered = [name for name in fork.offers if not contradicting(labels, question.choices[name].needs)]
    if len(offered) == 1 < len(fork.offers):
        others = [name for name in fork.offers if name != offered[0]]
        return Read(offered[0], f"they are not {listed(others)}", True)
    return next(hints(question, offered, labels), None)


def hints(question: Question, offered: Collection[str], labels: Labels) -> Iterator[Read]:
    """The choices among those `offered` that labels suggest."""
    for hinted in question.choices:
        for hint in question.choices[hinted].hints:
            if hinted in offered and looks_so(labels, hint.looks):
                yield Read(hinted, filled(hint.because, labels), hint.sure)


def _task_read(rules: Rules, labels: Labels, fork: Fork) -> Read | None:
    found = [each for each in proposals(rules, labels) if each.task in fork.offers]
    if not found:
        return None
    return Read(found[0].task, "; ".join(found[0].reasons), bool(settled_task(tuple(found))))


def number_read(question: Question, labels: Labels) -> Read | None:
    """A number that labels give."""
    for each in question.reads:
        if not looks_so(labels, each.looks):
            continue
        try:
            said = answer(question, filled(each.read, labels))
        except AdvisorError:  # outside of what may be answered
            return None
        return Read(said, filled(each.because, labels), each.sure)
    return None
