"""A whole trial: which rivals, on which rows, by which judge, and what came out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.advice.advice import Advice
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.facts import Answer

from .backends import chosen
from .bodies import said_of
from .carried import Carried, carried
from .carried import said as said_of_carried
from .comparing import Compared, compared
from .engines import Engine
from .figures import Calibration, ClassGot, calibration, classes
from .opening import Opened
from .records import Job, Place, Rival, Run, Setup, Wanted, place
from .schedule import Budgeted, Clock, budgeted, jobs, within
from .splits import tested
from .store import Store, kept, key_of, split_off
from .thresholds import Threshold, threshold
from .verdict import verdict
from .work import finished

SCHEMA = "lossadvisor/trial/1"
Watcher = Callable[[Iterator[Run], Sequence[Job]], Iterator[Run]]


class Told(Struct, frozen=True):
    """A rival as the report has it: why it is here, how it did, and its mean by every other judge.

    `by_fit` tells why fit() trained it where compiled epochs were meant to.
    """

    name: str
    role: str
    because: str
    compared: Compared
    says: str
    scores: dict[str, float]
    classes: tuple[ClassGot, ...] = ()
    calibration: Calibration | None = None
    threshold: Threshold | None = None
    by_fit: str = ""


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
    by_fit: str = ""


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
    budget: Budgeted | None = None
    said: dict[str, Answer] = {}  # of the answers, those that somebody gave
    body: str = ""
    taken: dict[str, str] = {}  # answers that nobody gave and labels do not settle, with what labels say
    unit: str = "rows"
    judged: str = "rows"
    carried: Carried | None = None  # where few rows make half of what the first head loses


def tried(
    opened: Opened,
    setup: Setup,
    engine: Engine,
    watch: Watcher,
    store: Store | None,
    *,
    old: Collection[Place] | None = None,
    clock: Clock = time.monotonic,
) -> list[Run]:
    """Every run that came to an end, each kept at once; an interrupt leaves what there is.

    What is kept already is not trained again. Of an `old` trial the same trainings are all done again,
    whatever its budget was.
    """
    problem, judges, todo = opened.problem, opened.judges, jobs(opened.rivals, setup)
    if old is not None:
        todo = [each for each in todo if place(each) in old]
    made = versions()
    keys = {place(job): key_of(problem, setup, opened.judge, made, job) for job in todo}
    found, left = ([], todo) if store is None or old is not None else split_off(store, keys, todo)
    known = {place(run): finished(problem, judges, run) for run in found}

    def train(work: Sequence[Job]) -> Iterator[Run]:
        yield from (known[place(job)] for job in work if place(job) in known)
        runs = engine(problem, setup, judges, [job for job in work if place(job) not in known])
        yield from runs if store is None else kept(store, keys, runs)

    if setup.budget and old is None:
        share = tested(problem, setup)
        runs = within(opened.rivals, setup, opened.judge, share, known, train, clock)
        return _until_stopped(watch(runs, left), [])
    return _until_stopped(watch(train(left), left), list(known.values()))


def _until_stopped(runs: Iterator[Run], found: list[Run]) -> list[Run]:
    """What is `found` and what comes; an interrupt is passed on only where there is nothing."""
    try:
        for run in runs:
            found.append(run)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def trial(opened: Opened, wanted: Wanted, setup: Setup, runs: Sequence[Run], todo: int) -> Trial:
    """The report on `runs`, of `todo` that were meant to be done."""
    problem, judge, answers = opened.problem, opened.judge, opened.advice.answers
    known = {each.name: each for each in opened.rivals}
    share = tested(problem, setup)
    found = compared(runs, list(known), judge, share)
    few = carried(problem, [run for run in runs if run.rival == found[0].name], judge)
    hangs = "" if few is None else said_of_carried(few, judge, problem.unit)
    spent, missing = budgeted(runs, opened.rivals, setup, judge, share), todo - len(runs)
    if spent is not None and missing:
        spent = replace(spent, is_over=False)  # somebody stopped it before
    return Trial(
        schema=SCHEMA, place=problem.place, target=problem.name,
        task=str(answers[TASK]), answers=dict(answers), said=_said(opened.advice), taken=opened.taken,
        rows=problem.rows, judge=judge.name, judge_says=judge.says,
        best="lowest" if judge.is_lowest else "highest",
        setup=setup, versions=versions(), digest=problem.digest, notes=problem.notes, wanted=wanted,
        rivals=tuple(_told(known[each.name], each, runs, opened, share) for each in found),
        verdict=verdict(found, known, judge, spent, problem.seen, hangs), missing=missing, budget=spent,
        body=said_of(problem.x, by_pixel=problem.target.kind == "pixels"), unit=problem.unit,
        judged="pixels" if problem.target.kind == "pixels" else problem.unit, carried=few,
        runs=tuple(map(_numbers, sorted(runs, key=lambda run: (run.split, run.seed)))),
    )  # fmt: skip


def _said(advice: Advice) -> dict[str, Answer]:
    known = {*advice.assumed, *advice.read}
    return {name: value for name, value in advice.answers.items() if name not in known}


def _numbers(run: Run) -> Numbers:
    return Numbers(
        run.rival, run.split, run.seed, run.scores, run.curves, run.seconds, run.epochs, run.failed,
        run.by_fit,
    )  # fmt: skip


def _told(rival: Rival, found: Compared, runs: Sequence[Run], opened: Opened, share: float) -> Told:
    own = [run for run in runs if run.rival == rival.name and not run.failed]
    problem = opened.problem
    names = dict.fromkeys(name for run in own for name in run.scores)
    scores = {
        name: sum(values) / len(values)
        for name in names
        for values in ([run.scores[name] for run in own if name in run.scores],)
    }
    return Told(
        rival.name, rival.role, rival.because, found, found.says, scores, classes(problem, own),
        calibration(problem, own), threshold(problem, own, opened.judge, share) if rival.is_head else None,
        next((run.by_fit for run in own if run.by_fit), ""),
    )  # fmt: skip


def versions() -> dict[str, str]:
    """What the numbers depend on: versions of libraries, and the backend of Keras."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"backend": chosen()}
    for name in ("keras", "jax", "tensorflow", "torch", "numpy", "scikit-learn"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
