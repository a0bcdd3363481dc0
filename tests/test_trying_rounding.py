"""Numbers of a trial have as many digits as chance leaves them."""

from __future__ import annotations

import pytest

from lossadvisor.trying.comparing import Compared
from lossadvisor.trying.rounding import rounding


def apart(low: float, high: float, mean: float = 0.5, spread: float | None = 0.03) -> Compared:
    return Compared("other", mean, spread, (low + high) / 2, low, high, splits=10)


@pytest.mark.parametrize(
    ("mean", "spread", "written"),
    [
        (56.5123, 3.61, "56.5"),
        (0.52134, 0.031, "0.521"),
        (0.52134, 0.00031, "0.52134"),
        (61234.5, 3100, "61,234"),
        (0.5213456, None, "0.521"),
        (5213.456, None, "5,213"),
        (-0.0001, 0.5, "0.00"),
    ],
)
def test_a_mean_has_the_digits_that_its_spread_deserves(mean, spread, written):
    first = Compared("first", mean, spread)
    assert rounding([first]).mean(mean) == written


@pytest.mark.parametrize(
    ("low", "high", "span", "reach"),
    [
        (0.031, 0.094, "+0.031 to +0.094", "0.031 to 0.094"),
        (-0.5, 1.2, "-0.50 to +1.20", "0.50 to 1.20"),
        (-0.0123, 0.0002, "-0.0123 to +0.0002", "0.0002 to 0.0123"),
        (-0.00001, 0.00002, "0.0001 at most", "less than 0.0001"),
        (0.000011, 0.000012, "0.0001 at most", "less than 0.0001"),
        (0.0, 0.0, "0.001 at most", "less than 0.001"),
        (0.2, 0.2, "+0.200 to +0.200", "0.200 to 0.200"),
        (-0.94, -0.31, "-0.94 to -0.31", "0.31 to 0.94"),
    ],
)
def test_a_difference_has_the_digits_that_its_interval_deserves(low, high, span, reach):
    each = apart(low, high)
    numbers = rounding([Compared("first", 0.5, 0.03), each])
    assert (numbers.difference(each), numbers.reach(each)) == (span, reach)


def test_one_rival_that_is_nearly_the_same_gives_no_other_number_more_digits():
    first, same, worse = Compared("first", 0.5, 0.03), apart(0.0, 0.0000001), apart(0.1, 0.2)
    numbers = rounding([first, same, worse])
    assert numbers.mean(0.5) == "0.500"
    assert numbers.difference(worse) == "+0.100 to +0.200"
