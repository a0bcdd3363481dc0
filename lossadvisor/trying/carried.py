"""Whether a score hangs on very few rows: how many of them make half of what a head loses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from .records import Problem, Run, Score

HALF = 0.5
FEW = 100  # rows of which one is few
MOST_LISTED = 6


class Carried(Struct, frozen=True):
    """The fewest `rows`, `of` all that judged, that make at least half of a loss, and the `share` they make.

    They are numbers of rows in the file, counted from 0; those that make most stand first.
    """

    rows: tuple[int, ...]
    of: int
    share: float


def carried(problem: Problem, runs: Sequence[Run], judge: Score) -> Carried | None:
    """What few rows make of the loss of a head in all its `runs`; None where half of it takes more than 1 %.

    Pixels are not asked for, since a run keeps only some, nor are judges that are no sum over rows.
    """
    import numpy as np

    if not judge.each or problem.target.kind == "pixels":
        return None
    total, seen = np.zeros(problem.rows), np.zeros(problem.rows, bool)
    for run in runs:
        found = _each(problem, run, judge)
        if found is not None:
            np.add.at(total, run.test, found)
            seen[run.test] = True
    order, of = np.argsort(-total, kind="stable"), int(seen.sum())
    lost = total[order]
    if not of or not np.isfinite(lost).all() or lost.sum() <= 0:
        return None
    shares = np.cumsum(lost) / lost.sum()
    many = int(np.searchsorted(shares, HALF)) + 1
    if many > max(1, of // FEW):
        return None
    first = order[:many] if problem.numbers is None else problem.numbers[order[:many]]
    return Carried(tuple(first.tolist()), of, float(shares[many - 1]))


def _each(problem: Problem, run: Run, judge: Score) -> Any:
    """What each row of a run loses, all its columns together."""
    import numpy as np

    if run.failed or getattr(run, judge.takes) is None:
        return None
    names = {
        "np": np, "truth": problem.target.truth[run.test], "answers": run.answers, "chances": run.chances,
        **{name: np.asarray(each) for name, each in judge.numbers.items()},
    }  # fmt: skip
    with np.errstate(all="ignore"):
        found = np.asarray(eval(judge.each, names), "float64")
    return found.reshape(len(run.test), -1).sum(axis=1)


def said(found: Carried, judge: Score, unit: str) -> str:
    """The sentence for the verdict."""
    share, many = f"{100 * found.share:.0f} %", len(found.rows)
    if many == 1:
        makes, fall, labels = f"1 {unit.removesuffix('s')} of {found.of:,} makes", "it falls", "its label is"
    else:
        makes, fall, labels = f"{many} of {found.of:,} {unit} make", "they fall", "their labels are"
    listed = ", ".join(map(str, found.rows[:MOST_LISTED])) + (", …" if many > MOST_LISTED else "")
    numbers = f" ({listed}, counted from 0)" if unit == "rows" else ""
    return (
        f"{makes} {share} of what its {judge.name} adds up{numbers}, and splits differ by where {fall}: "
        f"see whether {labels} right, or take a --judge to which single errors add less."
    )
