"""A whole trial: which rivals, on which rows, by which judge, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.facts import Answer

from .comparing import Compared, compared
from .engines import Engine
from .opening import Opened
from .records import Job, Rival, Run, Setup, Wanted
from .splits import parts
from .store import Store, kept, key_of, place, split_off
from .verdict import verdict
from .work import finished

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


class Numbers(Struct, frozen=True):
    """One training in numbers."""

    rival: str
    split: int
    seed: int
    scores: dict[str, float]
    curves: dict[str, list[float]]
    seconds: float
    epochs: int
    failed: str


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
    wanted: Wanted
    rivals: tuple[Told, ...]
    verdict: tuple[str, ...]
    runs: tuple[Numbers, ...]
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
    opened: Opened, setup: Setup, engine: Engine, watch: Watcher, store: Store | None, *, anew: bool = False
) -> list[Run]:
    """Every run that came to an end, each kept at once; an interrupt leaves what there is.

    What is kept already is not trained again, unless all is wanted `anew`.
    """
    problem, judges, todo = opened.problem, opened.judges, jobs(opened.rivals, setup)
    made = versions()
    keys = {place(job): key_of(problem, setup, opened.judge, made, job) for job in todo}
    found, left = ([], todo) if store is None or anew else split_off(store, keys, todo)
    found = [finished(problem, judges, run) for run in found]
    runs = watch(engine(problem, setup, judges, left), left)
    try:
        for run in runs if store is None else kept(store, keys, runs):
            found.append(run)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def trial(opened: Opened, wanted: Wanted, setup: Setup, runs: Sequence[Run], todo: int) -> Trial:
    """The report on `runs`, of `todo` that were meant to be done."""
    problem, judge, answers = opened.problem, opened.judge, opened.advice.answers
    known = {each.name: each for each in opened.rivals}
    cut = parts(problem, setup, 0)
    share = len(cut.test) / (len(cut.train) + len(cut.val))
    found = compared(runs, list(known), judge, share)
    return Trial(
        schema=SCHEMA, place=problem.place, target=problem.name,
        task=str(answers[TASK]), answers=dict(answers),
        rows=problem.rows, judge=judge.name, judge_says=judge.says,
        best="lowest" if judge.is_lowest else "highest",
        setup=setup, versions=versions(), digest=problem.digest, notes=problem.notes, wanted=wanted,
        rivals=tuple(_told(known[each.name], each, runs) for each in found),
        verdict=verdict(found, known, judge), missing=todo - len(runs),
        runs=tuple(map(_numbers, sorted(runs, key=lambda run: (run.split, run.seed)))),
    )  # fmt: skip


def _numbers(run: Run) -> Numbers:
    return Numbers(
        run.rival, run.split, run.seed, run.scores, run.curves, run.seconds, run.epochs, run.failed
    )


def _told(rival: Rival, found: Compared, runs: Sequence[Run]) -> Told:
    own = [run for run in runs if run.rival == rival.name]
    names = dict.fromkeys(name for run in own for name in run.scores)
    scores = {
        name: sum(values) / len(values)
        for name in names
        for values in ([run.scores[name] for run in own if name in run.scores],)
    }
    return Told(rival.name, rival.role, rival.because, found, found.says, scores)


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
