"""Which rows train, which stop the training, and which judge: the same for every rival."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lossadvisor.errors import AdvisorError

from .pixels import strata
from .records import Problem, Setup

TESTED = 0.25  # of all rows
STOPPING = 0.2  # of those that are left
FEWEST_ROWS = 30


class Parts(NamedTuple):
    """The numbers of the rows of each part."""

    train: Any
    val: Any
    test: Any


def parts(problem: Problem, setup: Setup, split: int) -> Parts:
    """The parts of one of the splits, which depends on nothing but the data and its number."""
    import numpy as np

    rows = np.arange(problem.rows)
    if problem.in_time:
        return _in_time(rows, setup.splits, split)
    rest, test = _cut(problem, rows, TESTED, split)
    train, val = _cut(problem, rest, STOPPING, split)
    return Parts(train, val, test)


def _cut(problem: Problem, rows: Any, share: float, seed: int) -> tuple[Any, Any]:
    """`rows` in two: a share of them comes last. Groups stay together, classes keep their shares."""
    from sklearn import model_selection as ways

    groups, classes = None, None
    made: Callable[..., Any]
    if problem.groups is not None:
        made, groups = ways.GroupShuffleSplit, problem.groups[rows]
    elif problem.target.kind == "pixels":
        classes = strata(problem.target, rows)
        made = ways.ShuffleSplit if classes is None else ways.StratifiedShuffleSplit
    elif problem.target.levels:
        made, classes = ways.StratifiedShuffleSplit, problem.target.truth[rows]
    else:
        made = ways.ShuffleSplit
    first, last = next(made(n_splits=1, test_size=share, random_state=seed).split(rows, classes, groups))
    return rows[first], rows[last]


def _in_time(rows: Any, splits: int, split: int) -> Parts:
    """The rows up to some time train, those just after it judge; the latest that train stop the training."""
    block = len(rows) // (splits + 1) or 1
    known = len(rows) - (splits - split) * block
    before, test = rows[:known], rows[known : known + block]
    cut = len(before) - max(int(len(before) * STOPPING), 1)
    return Parts(before[:cut], before[cut:], test)


def tested(problem: Problem, setup: Setup) -> float:
    """The number of rows that judge over that of all others, on average over splits of other sizes."""
    several = range(setup.splits if problem.in_time else 1)
    cuts = [parts(problem, setup, split) for split in several]
    return sum(len(cut.test) / (len(cut.train) + len(cut.val)) for cut in cuts) / len(cuts)


def judged(problem: Problem, setup: Setup) -> None:
    """Raises AdvisorError where the rows do not do for the splits."""
    import numpy as np

    if problem.rows < FEWEST_ROWS:
        raise AdvisorError(_too_few(problem))
    if problem.in_time:
        if problem.rows // (setup.splits + 1) < 5:
            raise AdvisorError(
                f"{problem.place}: {problem.rows} rows in order of time do not make {setup.splits} splits; "
                "take fewer with --splits"
            )
        return
    if problem.groups is not None:
        groups = len(np.unique(problem.groups))
        if groups < 5:
            raise AdvisorError(f"--group: there are {groups} groups, too few to keep some of them back; 5 do")
    elif problem.target.levels and problem.target.kind != "pixels":
        _enough_of_each(problem)


def _too_few(problem: Problem) -> str:
    what = "pictures with a mask" if problem.target.kind == "pixels" else f"{problem.unit} with a target"
    return (
        f"{problem.place}: has {problem.rows} {what}, too few to train and to judge with; "
        f"at least {FEWEST_ROWS} are needed"
    )


def _enough_of_each(problem: Problem) -> None:
    import numpy as np

    counts = np.bincount(problem.target.truth, minlength=len(problem.target.levels))
    present = counts[counts > 0]
    if len(present) < 2:
        raise AdvisorError(
            f"{problem.place}: {problem.name} has a single class, so there is nothing to learn"
        )
    if present.min() < 5:
        rare = problem.target.levels[int(np.flatnonzero(counts == present.min())[0])]
        counted = (
            f"1 {problem.unit.removesuffix('s')}" if present.min() == 1 else f"{present.min()} {problem.unit}"
        )
        raise AdvisorError(
            f"{problem.place}: {problem.name} is {rare} in {counted} only, too few to train "
            f"and to judge with; leave these {problem.unit} out, or join the class with another"
        )
