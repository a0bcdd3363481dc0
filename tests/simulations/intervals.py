"""`python -m tests.simulations.intervals FILE`: other intervals on the trials that a simulation kept.

Nothing is trained. The truth is the mean difference over all repetitions, 0 for a head beside itself.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.stats import t

from .repeating import AGAIN, Pair
from .table import SURELY

Splits = Sequence[Sequence[int]]
Parts = Sequence[Sequence[float]]


class Estimate(NamedTuple):
    """A mean difference, its standard error, and the degrees of freedom of that."""

    middle: float
    error: float
    freedom: int


def resampled(rows: Splits, by_row: Parts) -> Estimate:
    """Nadeau and Bengio (2003): what `try` shows. A quarter of all rows judges in each split."""
    means = np.array([np.mean(each) for each in by_row])
    error = means.std(ddof=1) * math.sqrt(1 / len(means) + 1 / 3)
    return Estimate(float(means.mean()), float(error), len(means) - 1)


def of_splits(rows: Splits, by_row: Parts) -> Estimate:
    """A t-test over splits, as if they shared no rows."""
    means = np.array([np.mean(each) for each in by_row])
    return Estimate(float(means.mean()), float(means.std(ddof=1)) / math.sqrt(len(means)), len(means) - 1)


def of_rows(rows: Splits, by_row: Parts) -> Estimate:
    """A t-test over rows: what a row adds in all splits in which it judges counts as one."""
    middle, found, count = _gathered(rows, by_row)
    own = np.array(list(found.values()))
    error = math.sqrt(len(own) / (len(own) - 1) * float(np.sum(own**2))) / count
    return Estimate(middle, error, len(own) - 1)


def of_both(rows: Splits, by_row: Parts) -> Estimate:
    """Rows and splits as clusters, in the manner of Cameron, Gelbach and Miller (2011)."""
    middle, _, count = _gathered(rows, by_row)
    splits = len(by_row)
    sums = np.array([np.sum(np.asarray(each) - middle) for each in by_row])
    alone = sum(float(np.sum((np.asarray(each) - middle) ** 2)) for each in by_row) / count**2
    over_splits = splits / (splits - 1) * float(np.sum(sums**2)) / count**2
    over_rows = of_rows(rows, by_row).error ** 2
    variance = max(over_rows + over_splits - alone, over_rows, over_splits)
    return Estimate(middle, math.sqrt(variance), splits - 1)


def _gathered(rows: Splits, by_row: Parts) -> tuple[float, dict[int, float], int]:
    """The mean over all, how far each row is from it over its splits, and how often rows judged."""
    count = sum(map(len, by_row))
    middle = math.fsum(math.fsum(each) for each in by_row) / count
    found: dict[int, float] = defaultdict(float)
    for numbers, values in zip(rows, by_row, strict=True):
        for number, value in zip(numbers, values, strict=True):
            found[number] += value - middle
    return middle, found, count


WAYS: dict[str, Callable[[Splits, Parts], Estimate]] = {
    "resampled t (Nadeau, Bengio)": resampled,
    "t over splits": of_splits,
    "t over rows": of_rows,
    "rows and splits (Cameron, Gelbach, Miller)": of_both,
}


class Measured(msgspec.Struct, frozen=True):
    """What a way to make intervals came to: the share that held the truth, and that told a difference.

    `least` is the lowest share held of any one head, `intervals` their number.
    """

    way: str
    intervals: int
    held: float
    least: float
    told: float


def measured(pairs: Sequence[Pair]) -> list[Measured]:
    """Every way on the repetitions that kept their rows."""
    by_head: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for each in pairs:
        if each.difference is not None:
            by_head[each.problem, each.head].append(each)
    return [_measured(name, way, list(by_head.values())) for name, way in WAYS.items()]


def _measured(
    name: str, way: Callable[[Splits, Parts], Estimate], heads: Sequence[Sequence[Pair]]
) -> Measured:
    held, told = [], list[bool]()
    for pairs in heads:
        truth, is_known = _truth(pairs)
        bounds = [_bounds(way(each.rows, each.by_row)) for each in pairs if each.by_row]
        if bounds:
            held.append([low - 1e-9 <= truth <= high + 1e-9 for low, high in bounds])
            told += [low > 0 if truth > 0 else high < 0 for low, high in bounds] if is_known else []
    every: list[Any] = [each for shares in held for each in shares]
    least = min(float(np.mean(each)) for each in held)
    return Measured(name, len(every), float(np.mean(every)), least, float(np.mean(told)) if told else 0.0)


def _truth(pairs: Sequence[Pair]) -> tuple[float, bool]:
    found = np.array([each.difference for each in pairs])
    if pairs[0].head == AGAIN:
        return 0.0, False
    middle = float(found.mean())
    return middle, abs(middle) > SURELY * float(found.std(ddof=1)) / math.sqrt(len(found))


def _bounds(found: Estimate) -> tuple[float, float]:
    reach = float(t.ppf(0.975, found.freedom)) * found.error
    return found.middle - reach, found.middle + reach


def main(path: Path) -> None:
    pairs = [msgspec.json.decode(line, type=Pair) for line in path.read_bytes().splitlines()]
    for each in measured(pairs):
        print(
            f"{each.way}: {each.held:.1%} of {each.intervals} intervals hold the truth "
            f"({each.least:.0%} for the worst head), {each.told:.0%} tell a difference that is there"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
