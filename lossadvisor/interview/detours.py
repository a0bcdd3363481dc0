"""Which other answers would make one fit that plays no part: derived from the tree, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.facts import Answers
from lossadvisor.rulebook.leaves import Branch, End, Fork, Node
from lossadvisor.rulebook.rules import Rules

from .turns import meant

Steps = tuple[tuple[Fork, Branch], ...]


class Detour(Struct, frozen=True):
    """What to say: choices by their question. `lost` are given answers that play no part then."""

    says: dict[str, tuple[str, ...]]
    lost: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(f"--{name} {'|'.join(choices)}" for name, choices in self.says.items())


def detour(rules: Rules, given: Answers, wanted: str, plays: Callable[[Steps, End], bool]) -> Detour | None:
    """The least change of `given` with which `wanted` has a use, as `plays` tells of a way; None without one.

    First as few given answers as can be are lost, then changed, then added to.
    """
    task = rules.tree.follow(given[TASK])
    found = [(steps, _cost(rules, steps, given, wanted)) for steps, end in ways(task) if plays(steps, end)]
    if not found:
        return None
    least = min(cost for _, cost in found)
    nearest = [steps for steps, cost in found if cost == least]
    best = [_needed(rules, steps, given) for steps in nearest]
    questions = {fork.ask for fork, _ in best[0]}
    alike = [steps for steps in best if {fork.ask for fork, _ in steps} == questions]
    if len(questions) != 1:
        alike = alike[:1]
    says: dict[str, tuple[str, ...]] = {}
    for fork, branch in (step for steps in alike for step in steps):
        says[fork.ask] = tuple(dict.fromkeys((*says.get(fork.ask, ()), *(branch.choices or (str(branch),)))))
    return Detour(says, tuple(_lost(rules, nearest[0], given, wanted)))


def asks(name: str) -> Callable[[Steps, End], bool]:
    """Whether a question is asked on a way."""
    return lambda steps, end: any(fork.ask == name for fork, _ in steps)


def offers(name: str, choice: object) -> Callable[[Steps, End], bool]:
    """Whether a way goes on from that choice."""
    return lambda steps, end: any(fork.ask == name and choice in branch.choices for fork, branch in steps)


def ways(node: Node | None, before: Steps = ()) -> Iterator[tuple[Steps, End]]:
    """Every way below a place, with where it ends."""
    if isinstance(node, Fork):
        for branch in node.branches:
            yield from ways(branch.node, (*before, (node, branch)))
    elif node is not None:
        yield before, node


def _cost(rules: Rules, steps: Steps, given: Answers, wanted: str) -> tuple[int, int, int]:
    needed = _needed(rules, steps, given)
    changed = sum(fork.ask in given for fork, _ in needed)
    return len(list(_lost(rules, steps, given, wanted))), changed, len(needed)


def _needed(rules: Rules, steps: Steps, given: Answers) -> list[tuple[Fork, Branch]]:
    """The forks of a way that nobody takes who says no more; of numbers where another was given."""
    return [
        (fork, branch)
        for fork, branch in steps
        if (branch.choices or fork.ask in given) and not _is_taken(rules, fork, branch, given)
    ]


def _is_taken(rules: Rules, fork: Fork, branch: Branch, given: Answers) -> bool:
    said = given.get(fork.ask)
    if said is None:
        said = meant(rules.questions[fork.ask], fork, given)
    return said is not None and branch.takes(said)


def _lost(rules: Rules, steps: Steps, given: Answers, wanted: str) -> Iterator[str]:
    asked = {fork.ask for fork, _ in steps}
    for name in given:
        if name not in (TASK, wanted) and name not in asked and not rules.questions[name].setting:
            yield name
