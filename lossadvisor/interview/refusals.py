"""How the tree says no: what was not offered, what is missing, what plays no part; and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lossadvisor.rulebook import costs
from lossadvisor.rulebook.contract import CLASSES, TASK
from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import End, Fork, Node
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from . import detours
from .turns import Turn, Walk


def way(question: Question, offers: tuple[str, ...] = ()) -> str:
    """A question as an option that answers it: `--labels integer|one-hot`, `--classes N`."""
    known = offers or tuple(question.choices)
    return f"{question.option} {'|'.join(known) if known else question.metavar}"


def not_offered(rules: Rules, fork: Fork, answer: Answer, turns: Iterable[Turn], given: Answers) -> str:
    """Why `answer` leads nowhere at `fork`, which answers do, and where it would."""
    question = rules.questions[fork.ask]
    if question.kind != "choice":
        return f"{question.option} {answer} is not possible here; it takes {number_range(question)}"
    says = f"{_path(turns)} does not take {question.option} {answer}; it takes {way(question, fork.offers)}"
    if question.name == TASK:
        return says
    if found := detours.detour(rules, _without(given, fork.ask), fork.ask, detours.offers(fork.ask, answer)):
        return f"{says}; for {answer} say {found}" if found.says else says
    tasks = [name for name, node in _tasks(rules).items() if answer in _offered_below(node, fork.ask)]
    return f"{says}; {answer} belongs to {', '.join(tasks)}" if tasks else says


def not_assumed(question: Question) -> str:
    """What to tell who is not sure of something that nobody can assume."""
    how = f"; to find out: {question.unsure.find}" if question.unsure else ""
    return f"{question.option}: there is no default here{how}"


def missing(rules: Rules, fork: Fork, turns: tuple[Turn, ...]) -> str:
    """Which answer is needed to go on at `fork`."""
    question = rules.questions[fork.ask]
    if question.name == TASK:
        first = next(iter(question.choices))
        return (
            f"a task is needed, such as --task {first}; to find yours: lossadvisor find WORDS, "
            f"or lossadvisor ask; known: {', '.join(question.choices)}"
        )
    needs = f"{turns[0].answer} needs {way(question, fork.offers)}"
    if question.kind in ("choice", "version"):
        return needs
    example = question.example
    counted = next((turn.answer for turn in turns if turn.question == CLASSES), 2)
    if question.kind == "costs" and isinstance(counted, int) and counted <= costs.MOST:
        example = costs.like(example, counted)
    return f"{needs}, such as '{example}'" if example else f"{needs}, {number_range(question)}"


def unused(rules: Rules, name: str, reached: Walk, given: Answers) -> str:
    """Why the answer to question `name` plays no part on the way to where `reached` stops."""
    if not reached.turns:
        return missing(rules, rules.tree, ())
    task = str(reached.turns[0].answer)
    asked = asked_below(_tasks(rules)[task])
    if said := _said_by_another(rules, name, reached):
        return said
    if name in asked:
        return without_use(rules, name, reached, given, detours.asks(name))
    elsewhere = ", ".join(other for other, node in _tasks(rules).items() if name in asked_below(node))
    asks = ", ".join(f"--{ask}" for ask in rules.questions if ask in asked)
    return f"{task} does not use --{name}, which belongs to {elsewhere}; {task} asks for {asks}"


def without_use(
    rules: Rules, name: str, reached: Walk, given: Answers, plays: Callable[[detours.Steps, End], bool]
) -> str:
    """Why the answer to `name` changes nothing where `reached` stops, and with which others it would."""
    found = detours.detour(rules, _without(given, name), name, plays)
    if found is None:
        return f"{_path(reached.turns)} does not use --{name}; leave it out"
    if found.lost:
        together = " and ".join(f"--{each}" for each in (name, *found.lost))
        return f"{reached.turns[0].answer} does not use {together} together; leave one of them out"
    if not found.says:
        return f"{_path(reached.turns)} does not use --{name}; leave it out"
    return f"{_path(reached.turns)} does not use --{name}; use it with {found}, or leave it out"


def misled(rules: Rules, name: str, reached: Walk, given: Answers) -> str:
    """Why the answer to `name` is not asked for below either, where what was assumed led away from it."""
    if not reached.turns or name in asked_below(reached.stop):
        return ""
    found = detours.detour(rules, _without(given, name), name, detours.asks(name))
    if found is None or found.lost or not found.says or found.says.keys() & given.keys():
        return ""
    return unused(rules, name, reached, given)


def _path(turns: Iterable[Turn]) -> str:
    """The answers on the way; a number may be asked twice: once where it decides, once for the units."""
    return " ".join(dict.fromkeys(f"--{turn.question} {turn.answer}" for turn in turns))


def _without(given: Answers, name: str) -> dict[str, Answer]:
    return {each: answer for each, answer in given.items() if each != name}


def _tasks(rules: Rules) -> dict[str, Node]:
    return {choice: branch.node for branch in rules.tree.branches for choice in branch.choices}


def _said_by_another(rules: Rules, name: str, reached: Walk) -> str:
    """How a question on the way says what the answer to `name` was meant to; empty where none does."""
    for turn in reached.turns:
        question = rules.questions[turn.question]
        if name in question.says_also:
            path = _path(turn for turn in reached.turns if not turn.assumed)
            return f"{path} does not use --{name}; {question.says_also[name]}"
    return ""


def asked_below(node: Node) -> set[str]:
    """The names of all questions at `node` and below."""
    if not isinstance(node, Fork):
        return set()
    return {node.ask}.union(*(asked_below(branch.node) for branch in node.branches))


def _offered_below(node: Node, name: str) -> set[str]:
    """The choices of a question that are offered at `node` and below."""
    if not isinstance(node, Fork):
        return set()
    here = set(node.offers) if node.ask == name else set()
    return here.union(*(_offered_below(branch.node, name) for branch in node.branches))
