"""Which fixes can be made at the same time: of two whose edits lie over each other, the first."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise, starmap
from typing import TypeAlias

from .findings import Edit, Finding
from .readers import Document
from .seen import Place

Stretch: TypeAlias = tuple[tuple[int, int], tuple[int, int]]  # line and column of begin and end


def together(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """The findings whose edits can be made at the same time; of two that overlap, the first."""
    chosen: list[Finding] = []
    made: set[Edit] = set()
    taken: list[Stretch] = []  # in order, none over another
    for finding in sorted(findings, key=lambda each: each.place):
        if not finding.edits or not document.can_edit(finding.edits):
            continue
        new = sorted(_stretch(edit.place) for edit in set(finding.edits) - made)
        if all(_is_free(each, taken) for each in new) and not any(starmap(_overlap, pairwise(new))):
            chosen.append(finding)
            made.update(finding.edits)
            for each in new:
                insort(taken, each)
    return chosen


def _stretch(place: Place) -> Stretch:
    return (place.line, place.column), (place.end_line, place.end_column)


def _is_free(stretch: Stretch, taken: Sequence[Stretch]) -> bool:
    """Whether none of those taken is in the way: the nearest before and after would be."""
    at = bisect_left(taken, stretch)
    return not any(_overlap(stretch, other) for other in taken[max(0, at - 1) : at + 1])


def _overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a letter, or begin at one point, so that their order would matter."""
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])
