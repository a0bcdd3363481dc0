"""What the columns of a spreadsheet are as features: numbers, categories, dates, text, or of no use."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lossadvisor.data.amounts import Way, way_of
from lossadvisor.data.texts import is_number
from lossadvisor.errors import shown

from .moments import dates, parts
from .records import Column

FEW = 50  # different texts that are categories however few rows there are
REPEATED = 0.5  # share of different texts up to which a category comes again often enough
WORDS = 3.0  # of a text on average
MOST_NAMED = 5  # columns


class Read(NamedTuple):
    """A column that is kept, and a text of it that is written as an amount, if it has some."""

    column: Column
    amount: str = ""
    number: float = 0.0


def columns_of(cells: Mapping[str, Sequence[Any]]) -> tuple[tuple[Column, ...], list[str]]:
    """The columns that say something, and a line for each kind that is left out or read otherwise."""
    kept: list[Read] = []
    constant, lone, infinite = [], [], []
    for name, values in cells.items():
        present = [each for each in values if each is not None]
        if not present or (len(set(present)) < 2 and len(present) == len(values)):
            constant.append(name)
            continue
        found = _column(name, values, present)
        if found is None:
            lone.append(name)
            continue
        kept.append(found)
        if (
            found.column.kind == "numbers"
            and not found.amount
            and any(_is_infinite(each) for each in present)
        ):
            infinite.append(name)
    left_out = "in every row and is left out", "in every row and are left out"
    rare = "holds texts that hardly come again, and is", "hold texts that hardly come again, and are"
    notes = [
        *_amounts(kept),
        *_told(f"is the same {left_out[0]}", f"are the same {left_out[1]}", constant),
        *_told(f"{rare[0]} left out", f"{rare[1]} left out", lone),
        *_told("has infinite values, taken for missing", "have infinite values, taken for missing", infinite),
    ]  # fmt: skip
    return tuple(each.column for each in kept), notes


def counts(values: Sequence[Any]) -> bool:
    """Whether a column says nothing but how many rows stand above, as the index that pandas writes."""
    if not values or values[0] not in ("0", "1"):
        return False
    first = int(values[0])
    return all(each == str(row) for row, each in enumerate(values, first))


def counted(names: Sequence[str]) -> list[str]:
    """What is said of columns that count the rows."""
    return _told("counts the rows and is left out", "count the rows and are left out", names)


def _amounts(kept: Sequence[Read]) -> Iterator[str]:
    found = [each for each in kept if each.amount]
    if found:
        first = found[0]
        example = f", as {shown(first.amount, 30)}, which is {first.number:g}"
        names = [each.column.name for each in found]
        yield from _told(f"is read as numbers{example}", f"are read as numbers{example}", names)


def _told(one: str, several: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return [f"{listed} {one if len(names) == 1 else several}"]


def _is_infinite(value: Any) -> bool:
    return math.isinf(float(value))


def _column(name: str, values: Sequence[Any], present: Sequence[Any]) -> Read | None:
    import numpy as np

    texts = {each: str(each) for each in present}
    if all(is_number(each) for each in texts.values()):
        numbers = np.array([math.nan if each is None else float(each) for each in values])
        return Read(Column(name, "numbers", np.where(np.isinf(numbers), math.nan, numbers)))
    if (way := way_of({*texts.values()})) is not None:
        return _amount(name, values, present[0], way)
    if (moments := dates(texts.values())) is not None:
        rows = [None if each is None else moments[texts[each]] for each in values]
        return Read(Column(name, "dates", np.array(list(map(parts, rows)))))
    return _named(name, values, present)


def _amount(name: str, values: Sequence[Any], first: Any, way: Way) -> Read:
    import numpy as np

    numbers = [math.nan if each is None else way.number(str(each)) for each in values]
    return Read(Column(name, "numbers", np.array(numbers)), str(first), way.number(str(first)))


def _named(name: str, values: Sequence[Any], present: Sequence[Any]) -> Read | None:
    """Texts as categories where they come again, or as text where they have words."""
    import numpy as np

    texts = np.array(["" if each is None else str(each) for each in values], dtype=object)
    different = len(set(present))
    words = sum(len(str(each).split()) for each in present) / len(present)
    if different <= FEW or (different <= REPEATED * len(present) and words < WORDS):
        return Read(Column(name, "categories", texts))
    return Read(Column(name, "text", texts)) if words >= WORDS else None
