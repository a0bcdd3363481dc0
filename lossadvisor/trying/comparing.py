"""Differences between rivals, paired by split: what the rows that both had in common say, and how surely.

Splits share rows, so their differences are not independent. The interval is that of the corrected
resampled t-test of Nadeau and Bengio (2003), which takes the variance times 1 / splits + r / (1 - r). Two
splits correlate by r, about as much as their rows that judge overlap: if a share r of all rows judges, then
r of those that judge in one split do so in another. So r / (1 - r) is the number of rows that judge over
that of all others.

Rows that stop the training count among the others: their labels choose the epoch, and a threshold, so they
make the model and judge nothing. To leave them out would make the ratio 0.42 in the place of 0.33, though
no more rows are shared. Splits in order of time share no row that judges, only rows that train, so there
the interval is on the wide side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from .records import Run, Score

LEVEL = 0.95
UNTRIED = "there was no time for it"


class Compared(Struct, frozen=True):
    """How a rival did by the judge, and beside the recommended head: above 0 is worse, whatever the judge.

    `won` are the splits in which it was better. There are no differences where it was not scored.
    """

    name: str
    mean: float | None
    spread: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    won: int = 0
    lost: int = 0
    splits: int = 0
    seconds: float = 0.0
    epochs: float = 0.0
    failed: str = ""

    @property
    def says(self) -> str:
        """What the interval says: `worse`, `better`, or `no difference` where it holds 0."""
        if self.low is None or self.high is None:
            return "unknown"
        return "worse" if self.low > 0 else "better" if self.high < 0 else "no difference"


def compared(runs: Iterable[Run], names: Sequence[str], judge: Score, share: float) -> tuple[Compared, ...]:
    """Each of `names` against the first of them; `share` is the number of rows that judge over the others."""
    by_name: dict[str, list[Run]] = {name: [] for name in names}
    for run in runs:
        by_name[run.rival].append(run)
    means = {name: by_split(found, judge.name) for name, found in by_name.items()}
    first = means[names[0]]
    return tuple(_one(name, by_name[name], means[name], first, judge, share) for name in names)


def by_split(runs: Iterable[Run], judge: str) -> dict[int, float]:
    """The mean over seeds, of each split in which every seed has a score."""
    found: dict[int, list[float]] = {}
    for run in runs:
        found.setdefault(run.split, []).append(run.scores.get(judge, math.nan))
    means = {split: sum(values) / len(values) for split, values in found.items()}
    return {split: mean for split, mean in means.items() if not math.isnan(mean)}


def _one(
    name: str,
    runs: Sequence[Run],
    mine: Mapping[int, float],
    first: Mapping[int, float],
    judge: Score,
    share: float,
) -> Compared:
    sign = 1 if judge.is_lowest else -1
    paired = [sign * (mine[split] - first[split]) for split in sorted(mine.keys() & first.keys())]
    middle, low, high = interval(paired, share)
    timed = [run for run in runs if not run.failed] or [Run("", 0, 0)]
    failures = [run.failed for run in runs if run.failed]
    values = list(mine.values())
    return Compared(
        name=name,
        mean=_mean(values) if values else None,
        spread=_deviation(values) if len(values) > 1 else None,
        difference=middle, low=low, high=high,
        won=sum(each < 0 for each in paired), lost=sum(each > 0 for each in paired), splits=len(paired),
        seconds=_mean([run.seconds for run in timed]), epochs=_mean([run.epochs for run in timed]),
        failed=failures[0] if failures else "" if runs else UNTRIED,
    )  # fmt: skip


def interval(
    differences: Sequence[float], share: float, level: float = LEVEL
) -> tuple[float | None, float | None, float | None]:
    """The mean of differences with its interval, which one difference alone does not have."""
    count = len(differences)
    if not count:
        return None, None, None
    middle = _mean(differences)
    if count < 2:
        return middle, None, None
    from scipy.stats import t

    error = _deviation(differences) * math.sqrt(1 / count + share)
    reach = float(t.ppf((1 + level) / 2, count - 1)) * error
    return middle, middle - reach, middle + reach


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _deviation(values: Sequence[float]) -> float:
    middle = _mean(values)
    return math.sqrt(math.fsum((each - middle) ** 2 for each in values) / (len(values) - 1))
