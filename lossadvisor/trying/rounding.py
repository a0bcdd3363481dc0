"""Numbers with as many digits as they deserve: two of what chance moves them by, and never many more.

A mean is rounded by how far it moves from split to split, a difference by how far its interval reaches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from .comparing import Compared

MOST = 6  # decimals
SINGLE = 3  # digits of a number that was measured once
FINER = 1  # decimals that a difference may have beyond those of means


class Rounding(NamedTuple):
    """How the numbers of one trial are written; `decimals` are those of means."""

    decimals: int

    def mean(self, value: float) -> str:
        return _written(value, self.decimals)

    def difference(self, each: Compared) -> str:
        """From where to where a difference lies, with signs."""
        low, high, places = self._ends(each.low or 0.0, each.high or 0.0)
        if low == high == 0:
            return f"{_least(places)} at most"
        return f"{_signed(low, places)} to {_signed(high, places)}"

    def reach(self, each: Compared) -> str:
        """How large a difference is, whichever way it goes."""
        return self.between(each.low or 0.0, each.high or 0.0)

    def between(self, low: float, high: float) -> str:
        low, high, places = self._ends(low, high)
        low, high = sorted((abs(low), abs(high)))
        return (
            f"less than {_least(places)}"
            if not high
            else f"{_written(low, places)} to {_written(high, places)}"
        )

    def _ends(self, low: float, high: float) -> tuple[float, float, int]:
        places = (
            min(_decimals((high - low) / 2, 2), self.decimals + FINER, MOST) if high > low else self.decimals
        )
        return round(low, places) + 0.0, round(high, places) + 0.0, places


def rounding(found: Sequence[Compared]) -> Rounding:
    """The way to write the means of `found`, by the first of them that says how far they move."""
    spread = next((each.spread for each in found if each.spread), None)
    if spread is not None:
        return Rounding(_decimals(spread, 2))
    mean = next((each.mean for each in found if each.mean), None)
    return Rounding(SINGLE if mean is None else _decimals(mean, SINGLE))


def _decimals(size: float, digits: int) -> int:
    """The decimals with which a number of this size has so many digits."""
    return max(0, min(MOST, digits - 1 - math.floor(math.log10(abs(size)))))


def _written(value: float, places: int) -> str:
    return f"{round(value, places) + 0.0:,.{places}f}"


def _signed(value: float, places: int) -> str:
    return f"{value:+,.{places}f}" if value else _written(0, places)


def _least(places: int) -> str:
    return f"{10**-places:.{places}f}"
