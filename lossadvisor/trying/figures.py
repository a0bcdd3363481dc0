"""What is drawn of a trial, as numbers: points, shares and tables, before any picture is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from .records import Problem, Run

GROUPS = 10
MOST_POINTS = 400
MOST_LEVELS = 12


class Calibration(Struct, frozen=True):
    """In each group of rows: the probability that was predicted, the share that came true, how many rows.

    `error` is the expected calibration error: how far the two are apart, on average over rows.
    """

    said: tuple[float, ...]
    came: tuple[float, ...]
    rows: tuple[int, ...]
    error: float = 0.0


class ClassGot(Struct, frozen=True):
    """What a class got of one rival: the share of its `rows` that was `found`.

    `right` is the share of its answers that are; None where it never was the answer.
    """

    level: str
    rows: int
    found: float
    right: float | None


def calibration(problem: Problem, runs: Iterable[Run]) -> Calibration | None:
    """Of two classes the second one, of more the one that is answered, of labels each; None of all else."""
    import numpy as np

    if not problem.target.levels and problem.target.kind != "labels":
        return None
    pairs = [_said_and_true(problem, run) for run in runs if run.chances is not None]
    if not pairs:
        return None
    said = np.concatenate([each for each, _ in pairs])
    true = np.concatenate([each for _, each in pairs])
    told = np.isfinite(said)  # a training that ends in nan says nothing
    if not told.any():
        return None
    said, true = said[told], true[told]
    group = np.minimum((said * GROUPS).astype(int), GROUPS - 1)
    counts = np.bincount(group, minlength=GROUPS)
    there = counts > 0
    means = [
        np.bincount(group, weights=each, minlength=GROUPS)[there] / counts[there] for each in (said, true)
    ]
    rows = counts[there]
    error = float(np.sum(np.abs(means[0] - means[1]) * rows) / np.sum(rows))
    return Calibration(tuple(means[0].tolist()), tuple(means[1].tolist()), tuple(rows.tolist()), error)


def _said_and_true(problem: Problem, run: Run) -> tuple[Any, Any]:
    truth = problem.target.truth[run.test]
    if problem.target.kind == "labels":
        return run.chances.ravel(), truth.ravel()
    if len(problem.target.levels) == 2:
        return run.chances[:, 1], (truth == 1).astype(float)
    return run.chances.max(axis=1), (run.chances.argmax(axis=1) == truth).astype(float)


def classes(problem: Problem, runs: Iterable[Run]) -> tuple[ClassGot, ...]:
    """What each class got, in the order of the classes; nothing of amounts, and of what gives no answers."""
    counts = confusion(problem, runs, most=None)
    if counts is None or not counts.sum():
        return ()
    return tuple(
        ClassGot(
            str(level), int(counts[row].sum()), float(counts[row, row] / counts[row].sum()),
            float(counts[row, row] / counts[:, row].sum()) if counts[:, row].sum() else None,
        )
        for row, level in enumerate(problem.target.levels)
        if counts[row].sum()
    )  # fmt: skip


def confusion(problem: Problem, runs: Iterable[Run], most: int | None = MOST_LEVELS) -> Any:
    """How many rows of each class (a row) got each answer (a column); None of amounts.

    None also of more than `most` classes.
    """
    import numpy as np

    levels = len(problem.target.levels)
    if not levels or (most is not None and levels > most):
        return None
    found = np.zeros((levels, levels), int)
    for run in runs:
        if run.answers is not None:
            answers = np.clip(np.rint(run.answers), 0, levels - 1).astype(int)
            np.add.at(found, (problem.target.truth[run.test], answers), 1)
    return found


def points(problem: Problem, runs: Sequence[Run]) -> Any:
    """Some pairs of the truth and what was predicted; None of classes."""
    import numpy as np

    if problem.target.kind != "numbers" or not runs:
        return None
    truth = np.concatenate([problem.target.truth[run.test] for run in runs])
    answers = np.concatenate([run.answers for run in runs])
    step = max(len(truth) // MOST_POINTS, 1)
    return np.stack([truth[::step], answers[::step]])


def curves(runs: Iterable[Run]) -> tuple[float, ...]:
    """The loss on rows that stop the training, by epoch, as a share of the first one: the mean of runs."""
    found: dict[int, list[float]] = {}
    for run in runs:
        losses = run.curves.get("val_loss", [])
        if losses and losses[0] > 0:
            for epoch, loss in enumerate(losses):
                found.setdefault(epoch, []).append(loss / losses[0])
    most = max((len(each) for each in found.values()), default=0)
    return tuple(sum(each) / len(each) for each in found.values() if 2 * len(each) >= most)


def by_rival(runs: Iterable[Run]) -> Mapping[str, list[Run]]:
    """The runs that came to something, of each rival."""
    found: dict[str, list[Run]] = {}
    for run in runs:
        if not run.failed:
            found.setdefault(run.rival, []).append(run)
    return found
