"""The order in which cells of marimo run: each after those that give the names it takes, else as they stand.

Names that begin with an underscore belong to their cell (docs.marimo.io, "How marimo runs cells").
"""

from __future__ import annotations

import symtable
import warnings
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from msgspec import Struct

from .cells import Stretch
from .magics import python


class Cell(Struct, frozen=True):
    """A stretch with the names that it takes from other cells and gives to them."""

    stretch: Stretch
    takes: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()


def cell(stretch: Stretch) -> Cell:
    """A stretch of which nothing says what it takes and gives but its code."""
    text, _, _ = python(stretch.text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes in strings, which are the author's affair
            table = symtable.symtable(text, "", "exec")
    except (SyntaxError, ValueError, RecursionError):  # such as a name that is global too late
        return Cell(stretch)
    gives = {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}
    shared = frozenset(name for name in gives if not name.startswith("_"))
    return Cell(stretch, frozenset(_wanted(table)) - gives, shared)


def _wanted(table: symtable.SymbolTable) -> Iterator[str]:
    """Names that a text or what stands in it reads, and that no function in it has for itself."""
    tables = [table]
    while tables:
        inner = tables.pop()
        tables += inner.get_children()
        at_the_margin = inner is table
        for each in inner.get_symbols():
            if each.is_referenced() and (at_the_margin or each.is_global()):
                yield each.get_name()


def in_order(cells: Sequence[Cell]) -> Iterable[Stretch]:
    """The stretches of the cells as they run. Those that need each other stay as they stand."""
    givers = {name: number for number, each in reversed(list(enumerate(cells))) for name in each.gives}
    waiting = [
        {givers[name] for name in each.takes & givers.keys()} - {number} for number, each in enumerate(cells)
    ]
    awaited: dict[int, list[int]] = {}
    for number, others in enumerate(waiting):
        for giver in others:
            awaited.setdefault(giver, []).append(number)
    ready = [number for number, others in enumerate(waiting) if not others]
    left = dict.fromkeys(range(len(cells)))
    while left:
        following = heappop(ready) if ready else next(iter(left))
        if following not in left:
            continue
        del left[following]
        yield cells[following].stretch
        for number in awaited.get(following, ()):
            waiting[number].discard(following)
            if not waiting[number]:
                heappush(ready, number)
