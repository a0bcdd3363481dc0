"""Every end of the tree as the page shows it: made by the engine beforehand, with places for numbers.

An end that is reached by an answer which is no single number, such as a list of costs, is made for the
question's own example; the page then shows the command that takes what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

import msgspec
from msgspec import Struct

from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.settings import with_costs
from lossadvisor.interview.turns import meant, unsure
from lossadvisor.report.encoding import plain_value
from lossadvisor.report.outlines.recommended import outline
from lossadvisor.rulebook import costs
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork, Leaf, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .numbers import Box, Number, Numbered, Template, templates
from .screens import LISTS, screen
from .sharing import Shared
from .told import told

MOST_NUMBERS = 2  # that one end may have places for
LARGEST = 10_000_000
APART = ("Assumed", "Command")  # sections that the page writes itself, for they follow from how one answered


class Asked(Struct, frozen=True):
    """A number asked on the way: where it may lie, and the count that is assumed, if code has one."""

    question: Question
    least: Number
    most: Number
    counted: Counted | None = None


class Way(Struct, frozen=True):
    """The answers on the way to a place of the tree, and the numbers among them."""

    answers: Mapping[str, Answer]
    numbers: tuple[Asked, ...] = ()
    is_example: bool = False

    def with_answer(self, name: str, said: Answer, **more: Any) -> Way:
        return msgspec.structs.replace(self, answers={**self.answers, name: said}, **more)


class Counts(Struct):
    """How many ends a page fills in itself, and for how many it has an example and a command."""

    ends: int = 0
    examples: int = 0


def grown(rules: Rules, node: Node, way: Way, shared: Shared, counts: Counts) -> dict[str, Any]:
    """What stands at `node` and below it, as data for the page."""
    if not isinstance(node, Fork):
        counts.ends += 1
        return _end(rules, way, shared, counts)
    question = rules.questions[node.ask]
    if node.ask in way.answers:
        following = node.follow(way.answers[node.ask])
        if following is None:
            raise AdvisorError(f"{node.ask} {way.answers[node.ask]} is not offered further down")
        return grown(rules, following, way, shared, counts)
    grow = partial(grown, rules, shared=shared, counts=counts)
    found = {
        "w": shared.place(screen(rules, node, way.answers)),
        "q": node.ask,
        **_unsure(question, node, way),
    }
    if question.kind == "choice":
        found["c"] = {
            each: grow(branch.node, way.with_answer(node.ask, each))
            for branch in node.branches
            for each in branch.choices
        }
        return found
    if question.kind in LISTS:
        said = _example(rules, question, node, way)
        following = node.follow(said)
        assert following is not None
        return {**found, "l": grow(following, way.with_answer(node.ask, said, is_example=True))}
    found["n"] = [
        [least, grow(node, _numbered(question, node, way, least, most))]
        for least, most in _ranges(question, node)
    ]
    return {**found, "kind": question.kind, "least": question.least, "most": question.most}


def _numbered(question: Question, fork: Fork, way: Way, least: Number, most: Number) -> Way:
    """The way on with a number between two; the count that is assumed belongs where it lies."""
    assumed = unsure(question, fork, way.answers)
    counted = assumed if isinstance(assumed, Counted) and least <= assumed <= most else None
    said: Answer = least if question.kind == "whole" or least else answer(question, question.example or "1")
    return way.with_answer(question.name, said, numbers=(*way.numbers, Asked(question, least, most, counted)))


def _example(rules: Rules, question: Question, fork: Fork, way: Way) -> Answer:
    """An answer of several numbers that fits the way to it."""
    branch = fork.branches[0].node
    if question.kind == "costs" and isinstance(branch, Leaf):
        return costs.like(question.example, min(with_costs(rules, branch, way.answers), costs.MOST))
    return answer(question, question.example)


def _ranges(question: Question, fork: Fork) -> Iterator[tuple[Number, Number]]:
    """The numbers that lead to different places."""
    least = question.least if question.least is not None else 0
    most = question.most if question.most is not None else LARGEST
    starts = sorted({least, *(each for each in _thresholds(fork, question.name) if each > least)})
    for place, start in enumerate(starts):
        yield start, starts[place + 1] - 1 if place + 1 < len(starts) else most


def _thresholds(node: Node, ask: str) -> set[Number]:
    if not isinstance(node, Fork):
        return set()
    here = {branch.least for branch in node.branches if node.ask == ask and branch.least is not None}
    return here.union(*(_thresholds(branch.node, ask) for branch in node.branches))


def _unsure(question: Question, fork: Fork, way: Way) -> dict[str, Any]:
    """What is suggested, what is assumed for who is not sure, and what the command says of it then."""
    found: dict[str, Any] = {} if fork.default is None else {"d": fork.default}
    assumed = unsure(question, fork, way.answers)
    if assumed is not None:
        said = "" if assumed == meant(question, fork, way.answers) else UNSURE
        how = question.unsure.find if question.unsure else ""
        found["u"] = [plain_value(assumed), said, how, isinstance(assumed, Counted)]
    return found


def _end(rules: Rules, way: Way, shared: Shared, counts: Counts) -> dict[str, Any]:
    if way.is_example or len(way.numbers) > MOST_NUMBERS:
        counts.examples += 1
        try:
            return {"x": dict(way.answers), "e": _sections(_made(rules, way.answers), shared)}
        except AdvisorError as error:  # such as costs of ten thousand classes: so says the terminal too
            return {"error": str(error)}
    if not way.numbers:
        return {"e": _sections(_made(rules, way.answers), shared)}
    variants: list[list[Any]] = []
    for counted in product(*((False, True) if each.counted else (False,) for each in way.numbers)):
        variants.extend(_variants(rules, way, counted, shared))
    return {"v": variants}


def _variants(rules: Rules, way: Way, counted: Sequence[bool], shared: Shared) -> Iterator[list[Any]]:
    """The end where some numbers are counted in code, for each range of the others: ranges, then sections."""
    pairs = list(zip(way.numbers, counted, strict=True))
    fixed = {each.question.name: each.counted for each, is_counted in pairs if is_counted and each.counted}
    free = [each for each, is_counted in pairs if not is_counted]
    answers = {**way.answers, **fixed}
    if not free:
        yield [[None for _ in pairs], _sections(_made(rules, answers), shared)]
        return
    names = [each.question.name for each in free]

    def render(point: tuple[Number, ...]) -> str:
        try:
            return _made(rules, {**answers, **dict(zip(names, point, strict=True))})
        except AdvisorError:
            return ""

    kinds = [Numbered(each.least, each.most, each.question.kind == "whole") for each in free]
    for found in templates(kinds, render):
        if found.text:
            yield [_spans(found.box, counted), _sections(_in_all(found, counted), shared)]


def _spans(box: Box, counted: Sequence[bool]) -> list[list[Any] | None]:
    """Where each number lies, and the shape of a decimal; nothing for one that code counts."""
    spans = iter(zip(box.spans, box.likes, strict=True))
    return [None if each else [*(found := next(spans))[0], *filter(None, [found[1]])] for each in counted]


def _in_all(found: Template, counted: Sequence[bool]) -> str:
    """The text with its places numbered among all numbers, counted ones too."""
    from .numbers import renumbered

    return renumbered(found.text, [place for place, each in enumerate(counted) if not each])


def _made(rules: Rules, answers: Mapping[str, Answer]) -> str:
    return msgspec.json.encode(told(outline(recommended(rules, answers)))).decode()


def _sections(text: str, shared: Shared) -> list[int]:
    title, lead, sections = msgspec.json.decode(text)
    kept = [each for each in sections if each[0] not in APART]
    assumed = [each for each in sections if each[0] == "Assumed"]
    return [shared.place(each) for each in (title, lead, assumed[0][1][0][1] if assumed else [], *kept)]
