"""How the tree says no: what was not offered, what is missing, what plays no part; and the way out."""

from __future__ import annotations

from collections.abc import Iterable

from lossadvisor.rulebook.facts import Answer, Question
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.rules import Rules

from .turns import Turn, Walk


def way(question: Question, offers: tuple[str, ...] = ()) -> str:
    """A question as an option that answers it: `--labels integer|one-hot`, `--classes N`."""
    known = offers or tuple(question.choices)
    return f"{question.option} {'|'.join(known) if known else question.metavar}"


def not_offered(rules: Rules, fork: Fork, answer: Answer, turns: Iterable[Turn]) -> str:
    """Why `answer` leads nowhere at `fork`, and which answers do."""
    question = rules.questions[fork.ask]
    if question.kind != "choice":
        return f"{question.option} {answer} is not possible here; it takes {number_range(question)}"
    # a number may be asked twice on the way: once where it decides, once for the units
    path = " ".join(dict.fromkeys(f"--{turn.question} {turn.answer}" for turn in turns))
    return f"{path} does not take {question.option} {answer}; it takes {way(question, fork.offers)}"


def missing(rules: Rules, fork: Fork, turns: tuple[Turn, ...]) -> str:
    """Which answer is needed to go on at `fork`."""
    question = rules.questions[fork.ask]
    if question.name == "task":
        return f"a task is needed: {way(question)}"
    needs = f"{turns[0].answer} needs {way(question, fork.offers)}"
    if question.kind in ("choice", "version"):
        return needs
    return (
        f"{needs}, such as '{question.example}'" if question.example else f"{needs}, {number_range(question)}"
    )


def unused(rules: Rules, name: str, reached: Walk) -> str:
    """Why the answer to question `name` plays no part on the way to where `reached` stops."""
    if not reached.turns:
        return missing(rules, rules.tree, ())
    task = str(reached.turns[0].answer)
    tasks = {choice: branch.node for branch in rules.tree.branches for choice in branch.choices}
    asked = asked_below(tasks[task])
    if said := _said_by_another(rules, name, reached):
        return said
    if name in asked:
        path = " ".join(f"--{turn.question} {turn.answer}" for turn in reached.turns)
        return f"{path} does not use --{name}; leave it out"
    elsewhere = ", ".join(other for other, node in tasks.items() if name in asked_below(node))
    asks = ", ".join(f"--{ask}" for ask in rules.questions if ask in asked)
    return f"{task} does not use --{name}, which belongs to {elsewhere}; {task} asks for {asks}"


def _said_by_another(rules: Rules, name: str, reached: Walk) -> str:
    """How a question on the way says what the answer to `name` was meant to; empty where none does."""
    for turn in reached.turns:
        question = rules.questions[turn.question]
        if name in question.says_also:
            path = " ".join(f"--{each.question} {each.answer}" for each in reached.turns if not each.assumed)
            return f"{path} does not use --{name}; {question.says_also[name]}"
    return ""


def asked_below(node: Node) -> set[str]:
    """The names of all questions at `node` and below."""
    if not isinstance(node, Fork):
        return set()
    return {node.ask}.union(*(asked_below(branch.node) for branch in node.branches))
