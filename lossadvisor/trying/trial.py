"""A whole trial: which rivals, on which rows, by which judge, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from lossadvisor.rulebook.facts import Answer

from .comparing import Compared, compared
from .engines import Engine
from .records import Job, Problem, Rival, Run, Score, Setup
from .splits import parts
from .verdict import verdict

SCHEMA = "lossadvisor/trial/1"
Watcher = Callable[[Iterator[Run], Sequence[Job]], Iterator[Run]]


class Told(Struct, frozen=True):
    """A rival as the report has it: why it is here, how it did, and its mean by every other judge."""

    name: str
    role: str
    because: str
    compared: Compared
    says: str
    scores: dict[str, float]
    curves: tuple[dict[str, list[float]], ...] = ()


class Trial(Struct, frozen=True):
    """What came out, with all that is needed to do it again."""

    schema: str
    place: str
    target: str
    task: str
    answers: dict[str, Answer]
    rows: int
    judge: str
    judge_says: str
    best: str
    setup: Setup
    versions: dict[str, str]
    digest: str
    notes: tuple[str, ...]
    rivals: tuple[Told, ...]
    verdict: tuple[str, ...]
    missing: int = 0


def jobs(rivals: Sequence[Rival], setup: Setup) -> list[Job]:
    """Everything that is to be done, split by split, so that an early end leaves whole pairs.

    What has no random start is done once in a split.
    """
    return [
        Job(rival, split, split * setup.seeds + seed)
        for split in range(setup.splits)
        for seed in range(setup.seeds)
        for rival in rivals
        if rival.is_head or not seed
    ]


def tried(
    problem: Problem,
    setup: Setup,
    judges: Mapping[str, Score],
    todo: Sequence[Job],
    engine: Engine,
    watch: Watcher,
) -> list[Run]:
    """Every run that came to an end; an interrupt leaves what there is."""
    found: list[Run] = []
    try:
        for run in watch(engine(problem, setup, judges, todo), todo):
            found.append(run)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def trial(
    problem: Problem,
    setup: Setup,
    rivals: Sequence[Rival],
    judge: Score,
    runs: Sequence[Run],
    answers: Mapping[str, Answer],
    task: str,
    todo: int,
) -> Trial:
    """The report on `runs`, of `todo` that were meant to be done."""
    names = [each.name for each in rivals]
    cut = parts(problem, setup, 0)
    share = len(cut.test) / (len(cut.train) + len(cut.val))
    found = compared(runs, names, judge, share)
    known = {each.name: each for each in rivals}
    return Trial(
        schema=SCHEMA, place=problem.place, target=problem.name, task=task, answers=dict(answers),
        rows=problem.rows, judge=judge.name, judge_says=judge.says,
        best="lowest" if judge.is_lowest else "highest",
        setup=setup, versions=versions(), digest=problem.digest, notes=problem.notes,
        rivals=tuple(_told(known[each.name], each, runs) for each in found),
        verdict=verdict(found, known, judge), missing=todo - len(runs),
    )  # fmt: skip


def _told(rival: Rival, found: Compared, runs: Sequence[Run]) -> Told:
    own = [run for run in runs if run.rival == rival.name]
    names = dict.fromkeys(name for run in own for name in run.scores)
    scores = {
        name: sum(values) / len(values)
        for name in names
        for values in ([run.scores[name] for run in own if name in run.scores],)
    }
    curves = tuple(run.curves for run in own if run.curves)
    return Told(rival.name, rival.role, rival.because, found, found.says, scores, curves)


def versions() -> dict[str, str]:
    """What the numbers depend on."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("keras", "jax", "tensorflow", "torch", "numpy", "scikit-learn"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
