"""The threshold of a yes or no that a judge likes best.

It is chosen on rows that stop the training, and judged on rows that neither trained nor chose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from .comparing import interval
from .judging import scored
from .records import Problem, Run, Score

USUAL = 0.5
MOST_TRIED = 100


class Threshold(Struct, frozen=True):
    """What a threshold of its own is worth to a head, beside the answers of the printed code.

    `at` is the mean over runs, chosen between `lowest` and `highest`. `difference` is above 0 where it is
    worse, with the interval from `low` to `high` over splits.
    """

    at: float
    lowest: float
    highest: float
    mean: float
    usual: float
    difference: float
    low: float | None
    high: float | None

    @property
    def says(self) -> str:
        if self.low is None or self.high is None:
            return "unknown"
        return "worse" if self.low > 0 else "better" if self.high < 0 else "no difference"


def is_wanted(problem: Problem, judge: Score) -> bool:
    """Whether a judge of answers to a yes or no decides: one of probabilities asks for no threshold."""
    return (
        judge.takes == "answers"
        and problem.target.kind in ("classes", "pixels")
        and len(problem.target.levels) == 2
    )


def threshold(problem: Problem, runs: Iterable[Run], judge: Score, share: float) -> Threshold | None:
    """The best threshold of one head; None where it gives no chances, or where none is wanted."""
    if not is_wanted(problem, judge):
        return None
    sign = 1 if judge.is_lowest else -1
    places: list[float] = []
    pairs: dict[int, list[tuple[float, float]]] = {}
    for run in runs:
        if run.val_chances is None or run.chances is None or judge.name not in run.scores:
            continue
        place = best(problem, judge, run.val, run.val_chances)
        places.append(place)
        usual = scored(judge, problem.target.truth[run.test], run.answers, run.chances, 2)  # of kept pixels
        pairs.setdefault(run.split, []).append((at(problem, judge, run, place), usual))
    if not pairs:
        return None
    means = [
        tuple(sum(column) / len(each) for column in zip(*each, strict=True))
        for _, each in sorted(pairs.items())
    ]
    difference, low, high = interval([sign * (own - usual) for own, usual in means], share)
    own, usual = (sum(column) / len(means) for column in zip(*means, strict=True))
    return Threshold(
        sum(places) / len(places), min(places), max(places), own, usual, difference or 0.0, low, high
    )


def best(problem: Problem, judge: Score, rows: Any, chances: Any) -> float:
    """The threshold that the judge likes best on `rows`; of several the one nearest to one half."""
    sign = 1 if judge.is_lowest else -1
    truth = problem.target.truth[rows]
    found = [
        (sign * _worth(judge, truth, chances, place), abs(place - USUAL), place) for place in _places(chances)
    ]
    return min((each for each in found if each[0] == each[0]), default=(0.0, 0.0, USUAL))[2]


def _places(chances: Any) -> Iterator[float]:
    """One half, and middles between chances that are there: all where they are few."""
    import numpy as np

    yield USUAL
    there = np.unique(chances[:, 1])
    middles = (there[:-1] + there[1:]) / 2
    if len(middles) > MOST_TRIED:
        middles = np.quantile(middles, np.linspace(0, 1, MOST_TRIED))
    yield from middles.tolist()


def at(problem: Problem, judge: Score, run: Run, place: float) -> float:
    """What the judge says of the rows of a run that judge, with the threshold at `place`."""
    return _worth(judge, problem.target.truth[run.test], run.chances, place)


def _worth(judge: Score, truth: Any, chances: Any, place: float) -> float:
    return scored(judge, truth, (chances[:, 1] > place).astype("int64"), chances, 2)
