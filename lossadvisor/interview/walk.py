"""Walking the decision tree: answers in, the next question or a leaf out."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook import costs
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import Branch, End, Fork, Leaf, Node
from lossadvisor.rulebook.rules import Rules

from . import refusals
from .settings import with_costs
from .turns import Turn, Walk, meant, unsure


def walk(rules: Rules, given: Answers, *, assume: bool = True) -> Walk:
    """Follow `given` as far as it leads; with `assume`, defaults answer what nobody did.

    Raises AdvisorError where an answer is not offered on its path.
    """
    node: Node = rules.tree
    turns: list[Turn] = []
    while isinstance(node, Fork):
        question, said = rules.questions[node.ask], given.get(node.ask)
        is_unsure = said == UNSURE
        if is_unsure:
            said = unsure(question, node, given)
        elif said is None and assume:
            said = meant(question, node, given)
        if said is None and is_unsure:
            raise AdvisorError(refusals.not_assumed(question))
        if said is None:
            break
        following = node.follow(said)
        if following is None:
            raise AdvisorError(refusals.not_offered(rules, node, said, turns, given))
        turns.append(
            Turn(
                node.ask,
                said,
                is_unsure or node.ask not in given,
                is_unsure and said != meant(question, node, given),
            )
        )
        node = following
    return Walk(tuple(turns), node)


def arrival(rules: Rules, given: Answers) -> Walk:
    """The walk to an end. Raises AdvisorError where an answer is missing or plays no part."""
    reached = walk(rules, given)
    unused = [name for name in given if name not in reached.answers and not rules.questions[name].setting]
    if isinstance(reached.stop, Fork):
        for name in unused:
            if said := refusals.misled(rules, name, reached, given):
                raise AdvisorError(said)
        raise AdvisorError(refusals.missing(rules, reached.stop, reached.turns))
    if unused:
        raise AdvisorError(refusals.unused(rules, unused[0], reached, given))
    return reached


def ends(node: Node) -> Iterator[End]:
    """Every end of the tree below `node`, in the order of the file."""
    if not isinstance(node, Fork):
        yield node
        return
    for branch in node.branches:
        yield from ends(branch.node)


def leaves(node: Node) -> Iterator[Leaf]:
    """Every recommendation below `node`, in the order of the file."""
    return (end for end in ends(node) if isinstance(end, Leaf))


def paths(rules: Rules, task: str | None = None) -> Iterator[dict[str, Answer]]:
    """Answers that reach every end by every choice; a number is taken from each branch's low end.

    What is neither chosen nor a whole number is answered with the question's own example.
    """
    for answers in _paths(rules, rules.tree, {}):
        if task is None or answers["task"] == task:
            yield answers


def _paths(rules: Rules, node: Node, so_far: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
    if not isinstance(node, Fork):
        yield so_far
        return
    if node.ask in so_far:
        following = node.follow(so_far[node.ask])
        if following is not None:
            yield from _paths(rules, following, so_far)
        return
    for branch in node.branches:
        for each in branch.choices or _numbers_of_note(rules, node.ask, branch, so_far):
            yield from _paths(rules, branch.node, {**so_far, node.ask: each})


def _numbers_of_note(rules: Rules, ask: str, branch: Branch, so_far: Answers) -> tuple[Answer, ...]:
    question = rules.questions[ask]
    if question.kind == "costs" and isinstance(branch.node, Leaf):
        classes = with_costs(rules, branch.node, so_far)
        return (costs.like(question.example, classes),) if classes <= costs.MOST else ()
    if not question.is_number:
        return (answer(question, question.example),)
    lowest = int(question.least or 0)
    own = max(branch.least or lowest, lowest)
    return tuple(sorted({own} | _thresholds(branch.node, ask)))


def _thresholds(node: Node, ask: str) -> set[int]:
    if not isinstance(node, Fork):
        return set()
    here = {branch.least for branch in node.branches if node.ask == ask and branch.least is not None}
    return here.union(*(_thresholds(branch.node, ask) for branch in node.branches))
