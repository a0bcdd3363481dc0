"""An explanation at a glance: what one wants to know first, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten, wrap

from lossadvisor.lookup.explanation import Explanation

from .drawing import drawing
from .explanation import lead
from .folding import WAYS, folded
from .outline import Code, Facts, Lines, Outline, section

Row = tuple[str, str]

MOST, HEAD = 24, 6  # lines on a screen, and those of the title and of how to see more
WIDE, NAME, SAID, ROW_LINES, FEW = 76, 24, 48, 4, 3
SOUND = ("activations", "losses", "labels", "metrics")  # what the arithmetic allows, which is no advice


def glance(told: Explanation, *, drawn: bool = False) -> Outline:
    """No more than `MOST` lines of 80 columns, with the line below that says how to see more.

    What does not fit is left out whole, and a list that is too long says how much longer it is.
    """
    picture = drawing(told.curves) if drawn else ""
    says = told.says if told.points else told.use_when
    left = MOST - HEAD - len(picture.splitlines()) - len(wrap(says, WIDE))
    kept = _fitting([row for row in _rows(told) if row[1]], left)
    return Outline(
        title=told.name,
        lead=_cut(lead(told), 1),
        sections=section("", Lines((says,) if says else ()), Facts(tuple(kept)), Code(picture, "text")),
    )


def _rows(told: Explanation) -> Iterator[Row]:
    """What there is to say, the most needed first."""
    yield "what it is", "" if told.points else told.says
    yield "formula", told.formula
    yield "example", told.example
    ways = folded(told)
    yield from ((key, _few(ways[key])) for key in WAYS if key in ways)
    for number, cause in enumerate(told.causes, 1):
        yield f"cause {number}", f"{cause.says}; fix: {cause.fix}"
    for key, found in told.points.items():
        yield key, "\n".join(f"{name}: {said}" for name, said in found.items() if said)
    if not told.points:
        yield from ((key, said) for key, said in told.facts.items() if "\n" not in said)
    yield from (("goes wrong", f"{what}: {why}") for what, why in told.goes_wrong)
    yield from ((key, _few(found)) for key, found in told.goes_with.items() if key not in (*WAYS, *SOUND))


def _few(lines: tuple[str, ...]) -> str:
    """The first of a list, and how many more there are."""
    more = f"; {len(lines) - FEW} more" if len(lines) > FEW else ""
    return "; ".join(lines[:FEW]) + more


def _fitting(rows: Sequence[tuple[str, str]], left: int) -> Iterator[tuple[str, str]]:
    """The rows that fit, as they are shown: each in as many lines as it may have."""
    for name, said in rows:
        lines = [_cut(line, max(1, ROW_LINES - said.count("\n")), SAID) for line in said.split("\n")]
        needs = sum(len(wrap(line, SAID)) or 1 for line in lines) + (len(lines) > 1)
        if needs <= left:
            left -= needs
            yield _cut(name, 1, NAME), "\n".join(lines)


def _cut(text: str, lines: int, wide: int = WIDE) -> str:
    """A text of no more than so many lines."""
    return (
        shorten(text, wide * lines - 4 * (lines - 1), placeholder=" …")
        if len(wrap(text, wide)) > lines
        else text
    )
