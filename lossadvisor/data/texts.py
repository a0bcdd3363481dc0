"""What is counted in labels that are texts, as the tables count it in SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from .labels import Texts

SEVERAL = re.compile(r"[^,;|]+[,;|][^,;|]+")
SHORTEST_DATE = 8  # letters


def counted(rows: Mapping[str, int]) -> Texts:
    """How many samples hold numbers, dates or several values, and how long they are; by text how many do."""

    def with_(holds: Callable[[str], bool]) -> int:
        return sum(many for text, many in rows.items() if holds(text))

    return Texts(
        length=sum(len(text) * many for text, many in rows.items()) / (sum(rows.values()) or 1),
        numbers=with_(is_number),
        blanks=with_(lambda text: text != text.strip()),
        several=with_(lambda text: bool(SEVERAL.search(text)) and not is_number(text)),
        dates=with_(is_date),
    )


def is_number(text: str) -> bool:
    """Whether a text is a number, perhaps an infinite one; nan is none."""
    try:
        value = float(text)
    except ValueError:
        return False
    return value == value and "_" not in text


def is_date(text: str) -> bool:
    """Whether a text is a date as ISO 8601 writes it, with a time or without."""
    if len(text) < SHORTEST_DATE:
        return False
    try:
        datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
