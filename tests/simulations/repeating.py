"""A problem drawn many times, and each time the whole trial of `try` on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.rulebook.answers import normalised
from lossadvisor.trying.comparing import Compared, compared
from lossadvisor.trying.engines import Engine
from lossadvisor.trying.opening import Opened, opened_for
from lossadvisor.trying.records import Job, Rival, Setup, Wanted
from lossadvisor.trying.splits import parts
from lossadvisor.trying.work import finished
from tests.shipped import RULES

from .problems import Made, drawn

AGAIN = "the same head, from another start"
OTHER_START = 100_000  # added to the seeds of the head that is tried again


class Pair(Struct, frozen=True):
    """One head beside the recommended one in one repetition; above 0 is worse.

    `repetition` numbers the data. There is no interval where the head failed.
    """

    problem: str
    repetition: int
    head: str
    difference: float | None
    low: float | None
    high: float | None
    says: str


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
    yield from (_pair(made, repetition, each) for each in others)


def _jobs(rival: Rival, setup: Setup) -> Iterator[Job]:
    shift = OTHER_START if rival.name == AGAIN else 0
    for split in range(setup.splits):
        for seed in range(setup.seeds):
            yield Job(rival, split, shift + split * setup.seeds + seed)


def _pair(made: Made, repetition: int, each: Compared) -> Pair:
    return Pair(made.name, repetition, each.name, each.difference, each.low, each.high, each.says)
