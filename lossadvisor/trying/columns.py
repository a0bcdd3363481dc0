"""What the columns of a spreadsheet are as features: numbers, categories, dates, text, or of no use."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lossadvisor.data.texts import is_number

from .records import Column

FEW = 50  # different texts that are categories however few rows there are
REPEATED = 0.5  # share of different texts up to which a category comes again often enough
WORDS = 3.0  # of a text on average


def columns_of(cells: Mapping[str, Sequence[Any]]) -> tuple[tuple[Column, ...], list[str]]:
    """The columns that say something, and a line for each kind that is left out."""
    kept: list[Column] = []
    constant, lone, infinite = [], [], []
    for name, values in cells.items():
        present = [each for each in values if each is not None]
        if not present or (len(set(present)) < 2 and len(present) == len(values)):
            constant.append(name)
            continue
        column = _column(name, values, present)
        if column is None:
            lone.append(name)
            continue
        kept.append(column)
        if column.kind == "numbers" and any(math.isinf(float(each)) for each in present):
            infinite.append(name)
    left_out = "in every row and is left out", "in every row and are left out"
    notes = [
        *_told(f"is the same {left_out[0]}", f"are the same {left_out[1]}", constant),
        *_told(f"is another text {left_out[0]}", f"are other texts {left_out[1]}", lone),
        *_told("has infinite values, taken for missing", "have infinite values, taken for missing", infinite),
    ]  # fmt: skip
    return tuple(kept), notes


def _told(one: str, several: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return [f"{listed} {one if len(names) == 1 else several}"]


def _column(name: str, values: Sequence[Any], present: Sequence[Any]) -> Column | None:
    import numpy as np

    if all(is_number(str(each)) for each in present):
        numbers = np.array([math.nan if each is None else float(each) for each in values])
        return Column(name, "numbers", np.where(np.isinf(numbers), math.nan, numbers))
    if all(_moment(each) is not None for each in present):
        return Column(name, "dates", np.array([_parts(_moment(each)) for each in values]))
    texts = np.array(["" if each is None else str(each) for each in values], dtype=object)
    different = len(set(present))
    if different <= FEW or different <= REPEATED * len(present):
        words = sum(len(str(each).split()) for each in present) / len(present)
        if different <= FEW or words < WORDS:
            return Column(name, "categories", texts)
        return Column(name, "text", texts)
    words = sum(len(str(each).split()) for each in present) / len(present)
    return Column(name, "text", texts) if words >= WORDS else None


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    text = str(value).strip()
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None


def _parts(moment: datetime | None) -> tuple[float, ...]:
    if moment is None:
        return (math.nan,) * 5
    return (moment.year, moment.month, moment.day, moment.weekday(), moment.hour)


def moments(values: Sequence[Any]) -> Any:
    """Numbers or dates as numbers that can be put in order; None where one is neither."""
    import numpy as np

    if all(each is not None and is_number(str(each)) for each in values):
        return np.array([float(each) for each in values])
    found = [_moment(each) for each in values]
    if any(each is None for each in found):
        return None
    return np.array([each.replace(tzinfo=None).timestamp() for each in found if each is not None])
