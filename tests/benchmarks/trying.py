"""How fast `try` trains with JAX, against fit() for each training: `python -m tests.benchmarks.trying`.

The same trainings are done twice in one run, each way in turns, and CPU seconds are compared. The first part
has 6 heads, 10 starts and 5 splits on 2,000 rows, the second 20 shapes of data with few epochs, the third is
the memory of 100,000 rows of 200 features. With --quick all is there, and small. Nobody judges the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from lossadvisor.rulebook.answers import normalised
from lossadvisor.trying.engines import one_by_one
from lossadvisor.trying.opening import Opened, opened_for
from lossadvisor.trying.records import Job, Rival, Run, Setup, Wanted
from lossadvisor.trying.schedule import jobs
from tests.benchmarks.measuring import QUICK, spent
from tests.shipped import RULES

HEADS = (
    "softmax with kl-divergence",
    "softmax with categorical-focal-crossentropy",
    "softmax with categorical-hinge",
    "softmax with mean-squared-error",
)
NUMBER = 6  # heads
ROWS = (50, 300, 2_000, 20_000, 100_000)
FEATURES = (1, 20, 200, 2_000)
QUICK_SHAPES = ((50, 2),)
MOST_CELLS = 20_000_000  # of a table; of a wider one there are fewer rows, so that it fits into 2 GB
AIM = "" if QUICK else ", at least 8"  # with so few trainings, compiling is most of the time
MEASURED = (100_000, 200)


class Both(NamedTuple):
    """CPU seconds of the same trainings by fit() and by compiled epochs, and what came out of each."""

    by_fit: float
    compiled: float
    runs: tuple[list[Run], list[Run]]

    @property
    def times(self) -> float:
        return self.by_fit / self.compiled


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        _train_once()
        return
    os.environ.setdefault("KERAS_BACKEND", "jax")
    print("several heads, starts and splits, against a loop over fit()")
    for line in heads():
        print(f"  {line}")
    print("shapes of data, one head, against a loop over fit()")
    for rows, features in shapes():
        both = compared(
            drawn(rows, features),
            Setup(splits=1 if QUICK else 2, seeds=1 if QUICK else 2, epochs=2),
            number=1,
        )
        print(f"  {rows:>7,} rows, {features:>5,} features  {both.times:6.1f} times, at least 1", flush=True)
    if not QUICK:
        print(
            f"memory of {MEASURED[0]:,} rows, {MEASURED[1]:,} features: {megabytes():,.0f} MB, at most 2,048"
        )


def heads() -> Iterator[str]:
    """The ratio, and for each head the scores of both ways with the paired difference of their splits."""
    setup = Setup(splits=2, seeds=1, epochs=2) if QUICK else Setup(splits=5, seeds=10)
    both = compared(drawn(300 if QUICK else 2_000, 10), setup, 1 if QUICK else NUMBER)
    yield f"{both.by_fit:.0f} s by fit(), {both.compiled:.0f} s compiled: {both.times:.1f} times{AIM}"
    names = dict.fromkeys(run.rival for run in both.runs[0])
    for name in names:
        plain, fast = (_by_split(found, name) for found in both.runs)
        differences = [fast[split] - plain[split] for split in plain]
        spread = stdev(run.scores["log-loss"] for run in both.runs[0] if run.rival == name)
        yield (
            f"{name:<44} log-loss {mean(plain.values()):.4f} by fit(), {mean(fast.values()):.4f} compiled, "
            f"{mean(differences):+.4f} (±{2 * stdev(differences) / len(differences) ** 0.5:.4f}); "
            f"{spread:.4f} from start to start"
        )


def _by_split(runs: Sequence[Run], name: str) -> dict[int, float]:
    own = [run for run in runs if run.rival == name]
    return {
        split: mean(run.scores["log-loss"] for run in own if run.split == split)
        for split in dict.fromkeys(run.split for run in own)
    }


def shapes() -> Iterator[tuple[int, int]]:
    """Rows and features. Of tables that are both long and wide, as many rows as fit."""
    if QUICK:
        yield from QUICK_SHAPES
        return
    for features in FEATURES:
        for rows in ROWS:
            yield min(rows, MOST_CELLS // features), features


def drawn(rows: int, features: int) -> Opened:
    """A table of four classes, as `try` opens it."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(rows, features)).astype("float32")
    sums = x[:, : min(features, 5)].sum(axis=1) + rng.normal(size=rows)
    y = np.digitize(sums, np.quantile(sums, (0.25, 0.5, 0.75)))
    with tempfile.TemporaryDirectory() as folder:
        paths = (str(Path(folder, "x.npy")), str(Path(folder, "y.npy")))
        np.save(paths[0], x)
        np.save(paths[1], y)
        given = normalised(RULES, {"task": "multiclass"})
        return opened_for(RULES, given, Wanted(paths, heads=HEADS))


def compared(found: Opened, setup: Setup, number: int) -> Both:
    """The first heads, trained in both ways, split by split in turns."""
    todo = jobs(_heads(found, number), setup)
    plain, fast = list[Run](), list[Run]()
    seconds = [0.0, 0.0]
    for split in range(setup.splits):
        some = [job for job in todo if job.split == split]
        for place, (engine, runs) in enumerate((("loop", plain), ("compiled", fast))):
            way = replace(setup, engine=engine)
            seconds[place] += spent(
                lambda way=way, runs=runs, some=some: runs.extend(_done(found, way, some))
            )
    return Both(seconds[0], seconds[1], (plain, fast))


def _heads(found: Opened, number: int) -> list[Rival]:
    return [each for each in found.rivals if each.is_head][:number]


def _done(found: Opened, setup: Setup, todo: Sequence[Job]) -> list[Run]:
    runs = list(one_by_one(found.problem, setup, found.judges, todo))
    failed = {run.failed for run in runs} - {""}
    if failed:
        raise RuntimeError("; ".join(failed))
    return runs


def megabytes() -> float:
    """The most memory that a process takes which trains a head on a large table."""
    code = [sys.executable, "-m", "tests.benchmarks.trying", "--memory"]
    return float(subprocess.run(code, capture_output=True, text=True, check=True).stdout.split()[-1])


def _train_once() -> None:
    import resource

    found = drawn(*MEASURED)
    _done(
        found, Setup(splits=2, seeds=2, epochs=1, engine="compiled"), jobs(_heads(found, 1), Setup(splits=1))
    )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
