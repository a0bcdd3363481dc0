"""Walking the decision tree: answers in, the next question or a leaf out."""

from __future__ import annotations

from collections.abc import Iterator

from . import refusals
from .errors import AdvisorError
from .facts import Answer, Answers
from .model import Branch, Fork, Leaf, Node, Rules, Turn, Walk


def walk(rules: Rules, given: Answers, *, assume: bool = True) -> Walk:
    """Follow `given` as far as it leads; with `assume`, defaults answer what nobody did.

    Raises AdvisorError where an answer is not offered on its path.
    """
    node: Node = rules.tree
    turns: list[Turn] = []
    while isinstance(node, Fork):
        answer = given.get(node.ask)
        assumed = answer is None
        if answer is None:
            if node.default is None or not assume:
                break
            answer = node.default
        following = node.follow(answer)
        if following is None:
            raise AdvisorError(refusals.not_offered(rules, node, answer, turns))
        turns.append(Turn(node.ask, answer, assumed))
        node = following
    return Walk(tuple(turns), node)


def arrival(rules: Rules, given: Answers) -> Walk:
    """The walk to a leaf. Raises AdvisorError where an answer is missing or plays no part."""
    reached = walk(rules, given)
    for name in given:
        if name not in reached.answers and not rules.questions[name].setting:
            raise AdvisorError(refusals.unused(rules, name, reached))
    if isinstance(reached.stop, Fork):
        raise AdvisorError(refusals.missing(rules, reached.stop, reached.turns))
    return reached


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf below `node`, in the order of the file."""
    if isinstance(node, Leaf):
        yield node
        return
    for branch in node.branches:
        yield from leaves(branch.node)


def paths(rules: Rules, task: str | None = None) -> Iterator[dict[str, Answer]]:
    """Answers that reach every leaf by every choice; a number is taken from each branch's low end."""
    for answers in _paths(rules, rules.tree, {}):
        if task is None or answers["task"] == task:
            yield answers


def _paths(rules: Rules, node: Node, so_far: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
    if isinstance(node, Leaf):
        yield so_far
        return
    if node.ask in so_far:
        following = node.follow(so_far[node.ask])
        if following is not None:
            yield from _paths(rules, following, so_far)
        return
    for branch in node.branches:
        answers: tuple[Answer, ...] = branch.choices
        if not answers:
            answers = _numbers_of_note(rules, node.ask, branch)
        for answer in answers:
            yield from _paths(rules, branch.node, {**so_far, node.ask: answer})


def _numbers_of_note(rules: Rules, ask: str, branch: Branch) -> tuple[int, ...]:
    lowest = rules.questions[ask].least or 0
    own = max(branch.least or lowest, lowest)
    return tuple(sorted({own} | _thresholds(branch.node, ask)))


def _thresholds(node: Node, ask: str) -> set[int]:
    if isinstance(node, Leaf):
        return set()
    here = {branch.least for branch in node.branches if node.ask == ask and branch.least is not None}
    return here.union(*(_thresholds(branch.node, ask) for branch in node.branches))
