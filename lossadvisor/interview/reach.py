"""What a task can be told: the questions below it with the choices it offers, and the settings it uses."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.rulebook.leaves import Fork, Leaf, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .settings import matters
from .walk import ends


def everywhere(rules: Rules) -> list[Question]:
    """The settings that are no matter of single tasks: no leaf says what becomes of them."""
    told = {name for end in ends(rules.tree) if isinstance(end, Leaf) for name in end.given}
    return [question for question in rules.settings() if question.name not in told]


def taken(rules: Rules, task: str) -> list[Question]:
    """The questions that `task` asks, in the order of asking, and then the settings that some end of it uses.

    Each has the choices alone that the task offers, and a default where it is the same wherever it is asked.
    """
    node = next(branch.node for branch in rules.tree.branches if task in branch.choices)
    forks: dict[str, list[Fork]] = {}
    for fork in _forks(node):
        forks.setdefault(fork.ask, []).append(fork)
    asked = [_narrowed(rules.questions[name], found) for name, found in forks.items()]
    below = list(ends(node))
    return [*asked, *(each for each in rules.settings() if any(matters(rules, each, end) for end in below))]


def _forks(node: Node) -> Iterator[Fork]:
    """Every fork at `node` and below, those that come first before those that come after."""
    level = [node]
    while level:
        forks = [each for each in level if isinstance(each, Fork)]
        yield from forks
        level = [branch.node for fork in forks for branch in fork.branches]


def _narrowed(question: Question, forks: list[Fork]) -> Question:
    offers = {name for fork in forks for name in fork.offers}
    usual = {fork.default for fork in forks}
    return replace(
        question,
        choices={name: choice for name, choice in question.choices.items() if name in offers},
        default=usual.pop() if len(usual) == 1 else None,
    )
