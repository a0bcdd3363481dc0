"""A problem drawn many times, and each time the whole trial of `try` on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.rulebook.answers import normalised
from lossadvisor.trying.comparing import compared
from lossadvisor.trying.engines import Engine
from lossadvisor.trying.judging import scored
from lossadvisor.trying.opening import Opened, opened_for
from lossadvisor.trying.records import Job, Problem, Rival, Run, Score, Setup, Wanted
from lossadvisor.trying.splits import parts
from lossadvisor.trying.work import finished
from tests.shipped import RULES

from .problems import Made, drawn

AGAIN = "the same head, from another start"
OTHER_START = 100_000  # added to the seeds of the head that is tried again


class Pair(Struct, frozen=True):
    """One head beside the recommended one in one repetition; above 0 is worse.

    `repetition` numbers the data. There is no interval where the head failed. `rows` are the numbers of the
    rows that judge in each split, and `by_row` what each of them adds: the mean over the rows of a split is
    the difference there. So other intervals can be tried without training anew.
    """

    problem: str
    repetition: int
    head: str
    difference: float | None
    low: float | None
    high: float | None
    says: str
    rows: list[list[int]] = []
    by_row: list[list[float]] = []


def opened(made: Made, repetition: int, rows: int) -> Opened:
    """The data of one repetition, as `try` opens two files with them."""
    x, y = drawn(made, repetition, rows)
    with tempfile.TemporaryDirectory() as folder:
        paths = (str(Path(folder, "x.npy")), str(Path(folder, "y.npy")))
        np.save(paths[0], x)
        np.save(paths[1], y)
        wanted = Wanted(paths, heads=(made.head,) if made.head else ())
        return opened_for(RULES, normalised(RULES, made.answers), wanted)


def repeated(made: Made, repetition: int, rows: int, setup: Setup, engine: Engine) -> Iterator[Pair]:
    """Every head of the trial against the recommended one, and this one against itself from another start."""
    found = opened(made, repetition, rows)
    heads = [each for each in found.rivals if each.is_head]
    again = replace(heads[0], name=AGAIN)
    todo = [job for rival in (*heads, again) for job in _jobs(rival, setup)]
    runs = [
        finished(found.problem, found.judges, run) for run in engine(found.problem, setup, found.judges, todo)
    ]
    cut = parts(found.problem, setup, 0)
    share = len(cut.test) / (len(cut.train) + len(cut.val))
    _, *others = compared(runs, [*(each.name for each in heads), AGAIN], found.judge, share)
    first = _of(runs, heads[0].name)
    for each in others:
        rows, by_row = split_up(found.problem, found.judge, first, _of(runs, each.name))
        yield Pair(
            made.name, repetition, each.name, each.difference, each.low, each.high, each.says, rows, by_row
        )


def _of(runs: Sequence[Run], name: str) -> dict[int, Run]:
    """The runs of a head by split; there is one start for each."""
    return {run.split: run for run in runs if run.rival == name and not run.failed}


def split_up(
    problem: Problem, judge: Score, first: Mapping[int, Run], other: Mapping[int, Run]
) -> tuple[list[list[int]], list[list[float]]]:
    """The rows that judge in each split that both heads have, and what each adds to the difference there.

    A root of a mean is no mean over rows. For it the difference of squares is taken, over the sum of the
    two roots: the mean of that is the difference of the roots.
    """
    rows, by_row = [], []
    for split in sorted(first.keys() & other.keys()):
        mine, its = (_each(problem, judge, run) for run in (other[split], first[split]))
        if judge.name == "rmse":
            roots = [float(np.sqrt(np.mean(each**2))) for each in (mine, its)]
            parts_of = (mine**2 - its**2) / (sum(roots) or 1)
        else:
            parts_of = (mine - its) * (1 if judge.is_lowest else -1)
        rows.append([int(each) for each in first[split].test])
        by_row.append([float(f"{each:.6g}") for each in parts_of])
    return rows, by_row


def _each(problem: Problem, judge: Score, run: Run) -> Any:
    """What the judge says of each row alone, of shape (rows,)."""
    truth, levels = problem.target.truth[run.test], len(problem.target.levels)
    given = [None if each is None else np.asarray(each) for each in (run.answers, run.chances)]
    alone = ([None if each is None else each[i : i + 1] for each in given] for i in range(len(truth)))
    return np.array([scored(judge, truth[i : i + 1], *each, levels) for i, each in enumerate(alone)])


def _jobs(rival: Rival, setup: Setup) -> Iterator[Job]:
    shift = OTHER_START if rival.name == AGAIN else 0
    for split in range(setup.splits):
        for seed in range(setup.seeds):
            yield Job(rival, split, shift + split * setup.seeds + seed)
