"""Numbers as people write them: $1,234.50, 1.234,50 €, 12,5 %, (300), 70 kg. A column has one way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

LONGEST = 40  # letters of an amount
MINUS = "[-+−]"
BEFORE = r"[^\W\d_]{1,4}\s|[^\w\s.,()+−-]\s?"
EXPONENT = r"(?:[eE][-+]?\d+)?"
DIGITS = rf"[.,]?\d[\d.,'’\u00a0\u202f ]*{EXPONENT}"
WRITTEN = re.compile(
    rf"(?P<open>\()?(?P<minus>{MINUS})?(?P<before>{BEFORE})?(?P<sign>{MINUS})?(?P<digits>{DIGITS})"
    r"(?P<after>\s?[^\d\s.,()+-]*)(?P<close>\))?"
)
POINT = re.compile(r"(?:[1-9]\d{0,2}(?:([,'’\s])\d{3})(?:\1\d{3})*|\d+)?(?:\.\d+)?" + EXPONENT)
COMMA = re.compile(r"(?:[1-9]\d{0,2}(?:([.'’\s])\d{3})(?:\1\d{3})*|\d+)?(?:,\d+)?" + EXPONENT)
BETWEEN = re.compile(r"[\s'’]")


class Way(NamedTuple):
    """How the numbers of a column are written: with which mark before the fraction, `.` or `,`."""

    mark: str

    def number(self, text: str) -> float:
        """The number that a text of the column stands for."""
        found = WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        digits = BETWEEN.sub("", found["digits"]).replace("," if self.mark == "." else ".", "")
        signs = (found["minus"], found["sign"])
        is_below = bool(found["open"]) or "-" in signs or "−" in signs
        return -float(digits.replace(",", ".")) if is_below else float(digits.replace(",", "."))


def way_of(texts: Collection[str]) -> Way | None:
    """The one way in which all of these different texts are numbers; None where there is none.

    1,234 is read as more than a thousand where all numbers of the column can be, as in most tables.
    """
    if not texts or any(len(text) > LONGEST for text in texts):
        return None
    found = [WRITTEN.fullmatch(text.strip()) for text in texts]
    known = [each for each in found if each is not None and bool(each["open"]) == bool(each["close"])]
    if len(known) < len(found) or not _have_one_unit(known):
        return None
    digits = [each["digits"].strip() for each in known]
    if all(map(POINT.fullmatch, digits)) and not _is_grouped_at_will(digits):
        return Way(".")
    return Way(",") if all(map(COMMA.fullmatch, digits)) else None


def _have_one_unit(found: Collection[re.Match[str]]) -> bool:
    """Whether the same stands around all numbers; a sign of a currency or of percent may be left out."""
    for part in ("before", "after"):
        units = {(each[part] or "").strip() for each in found}
        named = units - {""}
        if len(named) > 1 or (units > named and not all(map(_is_sign, named))):
            return False
        if part == "before" and not all(_is_sign(each) or each.isalpha() for each in named):
            return False
    return True


def _is_sign(unit: str) -> bool:
    return unit == "%" or (len(unit) == 1 and unicodedata.category(unit) == "Sc")


def _is_grouped_at_will(digits: Collection[str]) -> bool:
    """Whether some thousands have a comma between them and others have none: then it is no such comma."""
    return any("," in each for each in digits) and any(
        each.isdigit() and len(each) > 3 for each in (text.partition(".")[0] for text in digits)
    )
