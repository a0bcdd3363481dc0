"""Names for an activation or a loss that is being written, ranked by what `check` would say with each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.interview.walk import leaves
from lossadvisor.rulebook.facts import Activation, Loss
from lossadvisor.rulebook.rules import Rules

from .findings import SEVERITIES, Finding
from .following.surroundings import Project
from .judging.judgement import judged
from .judging.vocabulary import snake
from .parsing import parsed
from .program import seen_in
from .seen import Loss as SeenLoss
from .seen import Model, Output, Place, Seen
from .steps import Exhausted, Steps
from .unreadable import Unreadable

Sort: TypeAlias = Literal["activation", "loss"]
Read: TypeAlias = Callable[
    [str, int], tuple[str, int]
]  # of a text and a line: the program, and the line there
NAME = r"""(?P<quote>["'])(?P<typed>\w*)$"""
BEGINS: dict[Sort, re.Pattern[str]] = {
    "activation": re.compile(r"(?:\b(?:activation|output_activation)\s*=\s*|\bActivation\(\s*)" + NAME),
    "loss": re.compile(r"\bloss\s*=\s*(?:[\[{][^\]}]*)?" + NAME),
}
TRIED: dict[Sort, str] = {"activation": "sigmoid", "loss": "mean_squared_error"}  # while the rest is read
REST = re.compile(r"\w*")
ENDS = ("", ")", ",", "),", ")])", ")]", "))", ")),")  # what may be missing on a line that is being written
WEIGHTS = {name: 10**weight for weight, name in enumerate(SEVERITIES)}


class Begun(Struct, frozen=True):
    """A name that is being written: what it names, and which columns of its line it takes, from 1."""

    sort: Sort
    line: int
    column: int
    end_column: int
    quote: str


class Choice(Struct, frozen=True):
    """A name as Keras has it in a string, what it is, and what `check` would find with it."""

    name: str
    entry: Activation | Loss
    findings: tuple[Finding, ...] = ()
    is_last: bool = True


def begun(text: str, line: int, column: int) -> Begun | None:
    """The name that is being written at a place of a program, both counted from 1; None for no name."""
    lines = text.split("\n")
    if line > len(lines):
        return None
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    for sort, pattern in BEGINS.items():
        if found := pattern.search(before):
            rest = REST.match(after)
            end = column + (rest.end() if rest else 0)
            return Begun(sort, line, found.start("typed") + 1, end, found["quote"])
    return None


def as_it_is(text: str, line: int) -> tuple[str, int]:
    """A text that is the program itself."""
    return text, line


def choices(
    rules: Rules,
    text: str,
    begun: Begun,
    project: Project | None = None,
    steps: Steps | None = None,
    read: Read = as_it_is,
) -> list[Choice]:
    """Every name that may stand there, the one that fits best first.

    The text is the program, or a part of what is `read` as one, which raises Unreadable where the line is not
    part of it. Where the program cannot be read, or what is written is in no head, the usual ones come first.
    """
    try:
        program, line = next(_readable(text, begun, read), ("", 0))
        seen = seen_in(rules, program, project, steps)
    except (Unreadable, Exhausted):
        seen, line = Seen(), 0
    heads = list(_heads(seen, begun.sort, (line, begun.column)))
    usual = _usual(rules)
    all_names = _names(rules, begun.sort)
    if not heads:
        named = [Choice(name, entry, is_last=begun.sort == "loss") for name, entry in all_names.items()]
        return sorted(named, key=lambda each: _rank_alone(each, usual))
    found = [
        Choice(name, entry, tuple(_found(rules, seen, heads, begun.sort, entry)))
        for name, entry in all_names.items()
    ]
    partners = {_partner(rules, output, begun.sort) for _, output in heads}
    return sorted(found, key=lambda each: _rank(each, usual, partners))


def _readable(text: str, begun: Begun, read: Read) -> Iterator[tuple[str, int]]:
    """The program with a name in the place of the one that is being written, as soon as that parses."""
    lines = text.split("\n")
    line = lines[begun.line - 1]
    before, after = line[: begun.column - 1], line[begun.end_column - 1 :]
    closed = after.startswith(begun.quote)
    for end in ENDS:
        new = f"{before}{TRIED[begun.sort]}{'' if closed else begun.quote}{end}{after}"
        whole = "\n".join((*lines[: begun.line - 1], new, *lines[begun.line :]))
        try:
            program, at = read(whole, begun.line)
            parsed(program)
        except Unreadable:
            continue
        yield program, at


def _heads(seen: Seen, sort: Sort, at: tuple[int, int]) -> Iterator[tuple[Model, Output]]:
    """The outputs of which a place is a part."""
    for model in seen.models:
        for output in model.outputs:
            parts = output.losses if sort == "loss" else output.heads
            if any(each.at is not None and _holds(each.at, at) for each in parts):
                yield model, output


def _holds(place: Place, at: tuple[int, int]) -> bool:
    return (place.line, place.column) <= at <= (place.end_line, place.end_column)


def _found(
    rules: Rules, seen: Seen, heads: list[tuple[Model, Output]], sort: Sort, entry: Activation | Loss
) -> Iterator[Finding]:
    """What is found in these heads with another activation or loss."""
    for model, output in heads:
        changed = replace(model, outputs=(_with(output, sort, entry),), unfollowed=(), names=())
        yield from judged(
            rules, replace(seen, models=(changed,), decodings=(), oddities=(), names=())
        ).findings


def _with(output: Output, sort: Sort, entry: Activation | Loss) -> Output:
    if sort == "activation":
        heads = (replace(each, activation=entry.keras, why="") for each in output.heads)
        return replace(output, heads=tuple(heads))
    losses = (SeenLoss(entry.keras, False, each.at, snake(entry.keras)) for each in output.losses)
    return replace(output, losses=tuple(losses))


def _partner(rules: Rules, output: Output, sort: Sort) -> str:
    """The loss beside an activation, or the activation beside a loss, as the rules name it; else empty."""
    if sort == "loss":
        known = {each.keras: name for name, each in rules.activations.items()}
        return known.get(output.heads[0].activation or "", "") if output.heads else ""
    names = {snake(each.keras): name for name, each in rules.losses.items()}
    return names.get(snake(output.losses[0].keras), "") if output.losses else ""


def _rank(choice: Choice, usual: Counter[tuple[str, str]], partners: set[str]) -> tuple[float, ...]:
    """What is found weighs most, then how often the rules recommend the pair, then the name alone."""
    weight = sum(WEIGHTS[each.severity] for each in choice.findings)
    name = choice.entry.name
    together = max(usual[name, each] + usual[each, name] for each in partners)
    alone = sum(count for pair, count in usual.items() if name in pair)
    return weight, -together, -alone


def _rank_alone(choice: Choice, usual: Counter[tuple[str, str]]) -> tuple[float, ...]:
    """Without a head to judge: in a layer further in what is used there, for a loss what is used most."""
    if isinstance(choice.entry, Activation):
        return (not choice.entry.hidden,)
    return (-sum(count for pair, count in usual.items() if choice.entry.name in pair),)


def _names(rules: Rules, sort: Sort) -> dict[str, Activation | Loss]:
    """The names that Keras itself takes as strings."""
    if sort == "activation":
        return {each.keras: each for each in rules.activations.values()}
    built_in = (each for each in rules.losses.values() if not each.file and each.package == "keras")
    return {snake(each.keras): each for each in built_in}


@lru_cache(maxsize=2)
def _usual(rules: Rules) -> Counter[tuple[str, str]]:
    """How many ends of the tree recommend each pair of activation and loss."""
    return Counter((each.recommend.activation, each.recommend.loss) for each in leaves(rules.tree))
