"""The decision tree as records that can be drawn: the questions as they are asked, and what they lead to.

Pictures for people are `merged`: answers that lead to the same share a branch.
Tables and JSON have every end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.leaves import Branch, Bundle, Fork, Leaf, Node, Stop
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

# What may differ between ends with the same head, by what it is called.
KINDS: dict[str, Callable[[Leaf], object]] = {
    "labels": lambda leaf: (leaf.labels, leaf.clean, leaf.learn, leaf.encode, leaf.back, leaf.prepare),
    "layers": lambda leaf: (leaf.layer, leaf.layer_arguments, leaf.after, leaf.units),
    "metrics": lambda leaf: leaf.metrics,
    "weights": lambda leaf: leaf.fit,
    "threshold": lambda leaf: (leaf.threshold, leaf.choose),
}


class Choice(Struct, frozen=True):
    """The answers of one branch: those that can be chosen, or a number from `least` to `most`."""

    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


class Said(Struct, frozen=True):
    """One answer, and what it stands for, with an example."""

    answer: str
    example: str = ""


class Drawn(Struct, frozen=True):
    """A node of the drawing: the answer that leads to it, then a question or a recommendation.

    `asks` is the option of the question, `question` what it asks in words. `answers` are the single answers,
    each with what it stands for. A merged end says what of it `varies`, by which options.
    """

    answer: str
    asks: str = ""
    recommends: str = ""
    below: tuple[Drawn, ...] = ()
    question: str = ""
    answers: tuple[Said, ...] = ()
    metrics: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """An end: the answers that lead to it by their option, and the end itself."""

    answers: dict[str, Choice]
    recommends: str
    metrics: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


def drawn(rules: Rules, task: str | None = None) -> Drawn:
    """The tree with every end, or one task's branch of it. Raises AdvisorError for an unknown task."""
    return _stripped(_whole(rules, task))


def merged(rules: Rules, task: str | None = None) -> Drawn:
    """The tree with one branch for all answers that lead to the same, and no question if all of them do.

    Ends that differ in more than their head are one, which says what differs, by which options.
    Raises AdvisorError for an unknown task.
    """
    return _stripped(_merged(_whole(rules, task)))


class _Built(Struct, frozen=True):
    """A node while the tree is made: what is drawn, and what its ends have besides their head."""

    drawn: Drawn
    below: tuple[_Built, ...] = ()
    kinds: tuple[str, ...] = ()  # how each of KINDS reads here


def _whole(rules: Rules, task: str | None) -> _Built:
    if task is None:
        return _built(rules, "", rules.tree)
    node = rules.tree.follow(task)
    if node is None:
        raise AdvisorError(f"'{task}' is not a task of these rules")
    return _built(rules, task, node, (_said(rules.questions[TASK], task),))


def _built(rules: Rules, answer: str, node: Node, answers: tuple[Said, ...] = ()) -> _Built:
    if isinstance(node, Stop):
        return _Built(Drawn(answer, recommends=f"stop: {node.stop}", answers=answers))
    if isinstance(node, Bundle):
        return _Built(Drawn(answer, recommends=f"a head for each of --{node.bundle}", answers=answers))
    if isinstance(node, Leaf):
        head = Drawn(answer, recommends=_head(node), answers=answers, metrics=node.metrics)
        return _Built(head, kinds=tuple(repr(read(node)) for read in KINDS.values()))
    question = rules.questions[node.ask]
    below = tuple(_built(rules, str(each), each.node, _answers(question, each)) for each in node.branches)
    return _Built(Drawn(answer, asks=node.ask, question=question.asks, answers=answers), below)


def _head(leaf: Leaf) -> str:
    arguments = ", ".join(f"{key}={value!r}" for key, value in leaf.arguments.items())
    return f"{leaf.recommend}{f' ({arguments})' if arguments else ''}"


def _answers(question: Question, branch: Branch) -> tuple[Said, ...]:
    if branch.choices:
        return tuple(_said(question, each) for each in branch.choices)
    return (Said(str(branch), f"such as {question.example}" if question.example else ""),)


def _said(question: Question, answer: str) -> Said:
    choice = question.choices.get(answer)
    if choice is None:
        return Said(answer)
    return Said(answer, f"{choice.says}, such as {choice.example}" if choice.example else choice.says)


def _stripped(top: _Built) -> Drawn:
    return replace(top.drawn, below=tuple(map(_stripped, top.below)))


def cut(top: Drawn, depth: int) -> Drawn:
    """The drawing down to `depth` questions; below them it says how many ends there are."""
    if not top.asks:
        return top
    if depth == 0:
        return replace(top, asks="", question="", recommends=f"{ends(top)} ends", below=())
    return replace(top, below=tuple(cut(each, depth - 1) for each in top.below))


def ends(top: Drawn) -> int:
    """How many ends there are at or below a node."""
    return sum(map(ends, top.below)) if top.asks else 1


def _merged(top: _Built) -> _Built:
    groups: dict[object, list[_Built]] = {}
    for each in map(_merged, top.below):
        groups.setdefault(_shape(each), []).append(each)
    below = tuple(_one_of(found, top.drawn.asks) for found in groups.values())
    if len(below) != 1:
        return replace(top, below=below)
    alone = below[0]
    return replace(alone, drawn=replace(alone.drawn, answer=top.drawn.answer, answers=top.drawn.answers))


def _shape(node: _Built) -> object:
    """What must be alike in two branches that share one."""
    told = node.drawn
    return (
        (told.asks, told.recommends) if not node.below else told.asks,
        *((each.drawn.answer, _shape(each)) for each in node.below),
    )


def _one_of(found: list[_Built], asks: str) -> _Built:
    """One branch for several that lead to the same."""
    if len(found) == 1:
        return found[0]
    joined = _joined(found, asks)
    answer = " or ".join(each.drawn.answer for each in found)
    answers = tuple(said for each in found for said in each.drawn.answers)
    return replace(joined, drawn=replace(joined.drawn, answer=answer, answers=answers))


def _joined(found: list[_Built], asks: str) -> _Built:
    first = found[0]
    if first.below:
        below = tuple(_joined(list(each), asks) for each in zip(*(each.below for each in found), strict=True))
        return replace(first, below=below)
    differing = [len(set(each)) > 1 for each in zip(*(each.kinds for each in found), strict=True)]
    before = [each.drawn for each in found]
    varies = {name for name, differs in zip(KINDS, differing, strict=False) if differs}
    by = dict.fromkeys(option for each in before for option in each.by)
    if varies:
        by = {asks: None, **by}
    varies |= {name for each in before for name in each.varies}
    common = replace(first.drawn, varies=tuple(each for each in KINDS if each in varies), by=tuple(by))
    return replace(first, drawn=common)


def rows(rules: Rules, task: str | None = None) -> Iterator[Row]:
    """Every end with the answers that lead to it. Raises AdvisorError for an unknown task."""
    if task is None:
        yield from _rows(rules.tree, {})
        return
    node = rules.tree.follow(task)
    if node is None:
        raise AdvisorError(f"'{task}' is not a task of these rules")
    yield from _rows(node, {TASK: Choice((task,))})


def _rows(node: Node, answers: dict[str, Choice]) -> Iterator[Row]:
    if isinstance(node, Fork):
        for branch in node.branches:
            yield from _rows(branch.node, {**answers, node.ask: _within(answers.get(node.ask), branch)})
    elif isinstance(node, Leaf):
        besides = tuple(node.fit) + (("threshold",) if node.threshold or node.choose else ())
        yield Row(answers, _head(node), node.metrics, besides)
    elif isinstance(node, Stop):
        yield Row(answers, f"stop: {node.stop}")
    else:
        yield Row(answers, f"a head for each of --{node.bundle}")


def _within(before: Choice | None, branch: Branch) -> Choice:
    """The answers of a branch among those that an earlier fork of the same question left."""
    if before is None:
        return Choice(branch.choices, branch.least, branch.most)
    least = max((each for each in (before.least, branch.least) if each is not None), default=None)
    most = min((each for each in (before.most, branch.most) if each is not None), default=None)
    return Choice(branch.choices, least, most)
