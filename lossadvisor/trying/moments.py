"""Dates and times as people write them: a column has one way of writing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from typing import Any

from lossadvisor.data.texts import is_number

DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y",
    "%d.%m.%y", "%m/%d/%y", "%d/%m/%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y",
    "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%a %b %d %Y",
)  # fmt: skip
MONTHS = ("%Y-%m", "%Y/%m", "%m/%Y", "%b %Y", "%B %Y", "%b-%Y")
HOURS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p")
BOTH = (f"{day}{between}{hour}" for day in DAYS for between in (" ", ", ") for hour in HOURS)
FORMS = (*DAYS, *BOTH, *MONTHS)
QUARTER = re.compile(r"(?P<year>\d{4})[ -]?Q(?P<quarter>[1-4])", re.IGNORECASE)
QUARTER_FIRST = re.compile(r"Q(?P<quarter>[1-4])[ /-]?(?P<year>\d{4})", re.IGNORECASE)
SHORTEST = 6  # letters


def dates(texts: Iterable[str]) -> dict[str, datetime] | None:
    """The moment of each different text, in the one way that fits all; None where none does.

    Of two ways that fit all, as 3/4/2020 has, the month comes first. Times with a zone are brought to UTC.
    """
    different = {*texts}
    if not different or min(map(len, different)) < SHORTEST:
        return None
    ways: Sequence[Callable[[str], datetime | None]] = (_iso, _quarter, *(_Form(form) for form in FORMS))
    some = next(iter(different))
    for way in ways:
        if way(some) is None:
            continue
        found = {}
        for text in different:
            moment = way(text)
            if moment is None:
                break
            found[text] = moment
        else:
            return found
    return None


class _Form:
    """A way of strptime."""

    def __init__(self, form: str) -> None:
        self.form = form

    def __call__(self, text: str) -> datetime | None:
        try:
            return datetime.strptime(text.strip(), self.form).replace(tzinfo=timezone.utc)
        except ValueError:
            return None


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return found.replace(tzinfo=timezone.utc) if found.tzinfo is None else found.astimezone(timezone.utc)


def _quarter(text: str) -> datetime | None:
    """The first day of a quarter of a year."""
    found = QUARTER.fullmatch(text.strip()) or QUARTER_FIRST.fullmatch(text.strip())
    if found is None or not int(found["year"]):
        return None
    return datetime(int(found["year"]), 3 * int(found["quarter"]) - 2, 1, tzinfo=timezone.utc)


def parts(moment: datetime | None) -> tuple[float, ...]:
    """Year, month, day, weekday and hour."""
    if moment is None:
        return (math.nan,) * 5
    return (moment.year, moment.month, moment.day, moment.weekday(), moment.hour)


def in_order(values: Sequence[Any]) -> Any:
    """Numbers or dates as numbers that can be put in order; None where one is neither."""
    import numpy as np

    if any(each is None for each in values):
        return None
    if all(is_number(str(each)) for each in values):
        return np.array([float(each) for each in values])
    found = dates(map(str, values))
    return None if found is None else np.array([found[str(each)].timestamp() for each in values])
