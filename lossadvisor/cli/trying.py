"""The command `try`: heads trained on somebody's own data, side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.report import encoding
from lossadvisor.report.streams import attended, say
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.cache import cache_folder

from . import printing
from .commands import rules_at
from .common_options import RulesFolder, TextFormat, new_file, no_output, write
from .trial_options import (
    Again,
    Budget,
    Column,
    Data,
    EngineName,
    Epochs,
    Group,
    Heads,
    Judged,
    Model,
    PageFile,
    Pictures,
    PictureSize,
    Processes,
    Seeds,
    Splits,
    StoreFile,
    Time,
    Where,
)
from .watching import Watch

if TYPE_CHECKING:
    from lossadvisor.rulebook.rules import Rules
    from lossadvisor.trying.engines import Engine
    from lossadvisor.trying.opening import Opened
    from lossadvisor.trying.records import Run, Setup, Wanted
    from lossadvisor.trying.store import Store
    from lossadvisor.trying.trial import Trial


NEEDED = {"keras": "keras", "sklearn": "scikit-learn", "numpy": "numpy", "duckdb": "duckdb"}
LEAST_WIDE, MOST_WIDE = 80, 80  # columns of a terminal that gets pictures, and of what is no terminal


class Outcome(NamedTuple):
    """Where what comes out goes: files for trainings and the page, the format, and whether it is drawn."""

    store: str | None
    page: str | None
    format: str | None
    pictures: bool | None


def try_(
    said: dict[str, str],
    data: Data = None,
    target: Column = None,
    head: Heads = None,
    judge: Judged = None,
    group: Group = None,
    time: Time = None,
    model: Model = None,
    size: PictureSize = None,
    splits: Splits = None,
    seeds: Seeds = 1,
    epochs: Epochs = 0,
    budget: Budget = None,
    engine: EngineName = None,
    processes: Processes = 1,
    on: Where = None,
    page: PageFile = None,
    pictures: Pictures = None,
    again: Again = None,
    store: StoreFile = None,
    format: TextFormat = None,
    rules: RulesFolder = None,
) -> int:
    """Train the recommended head and its rivals on your data, and say what the choice is worth.

    For example: lossadvisor try train.csv --target quality
    """
    _installed()
    from lossadvisor.trying.backends import engine as usual
    from lossadvisor.trying.own_bodies import located
    from lossadvisor.trying.records import Setup, Wanted, plan_of
    from lossadvisor.trying.schedule import MOST, USUAL, seconds
    from lossadvisor.trying.sizes import size_of

    way, outcome = _engine(processes, on), Outcome(store, page, format, pictures)
    if again is not None:
        if data or said or engine:
            raise AdvisorError(
                "--again does what its file says; leave out the data, the answers and --engine"
            )
        from lossadvisor.trying.again import read

        old = read(again)
        found = _opened(rules_at(rules), dict(old.answers), old.wanted)
        return _tried(found, old.wanted, old.setup, way, outcome, old)
    if not data:
        raise AdvisorError("name a table or two arrays, as in: lossadvisor try train.csv --target quality")
    if group is not None and time is not None:
        raise AdvisorError(
            "--group keeps rows together and --time puts all in order; leave out one of the two"
        )
    wanted = Wanted(
        tuple(data), target, tuple(head or ()), judge or "", group, time, size_of(size) if size else None
    )
    plan = plan_of(wanted)
    length = 0.0 if budget is None else seconds(budget)
    most = splits or (MOST if length and plan != "in time" else USUAL)
    below = located(model) if model else ("", "")
    found = _opened(rules_at(rules), said, wanted)  # before Keras is imported, which takes seconds
    setup = Setup(most, seeds, plan, epochs, below, length, usual(engine))
    return _tried(found, wanted, setup, way, outcome, None)


def _tried(
    found: Opened,
    wanted: Wanted,
    setup: Setup,
    engine: Engine,
    outcome: Outcome,
    old: Trial | None,
) -> int:
    """Train what was `found` and print what came out; an `old` trial is done anew and compared."""
    from lossadvisor.trying.again import ran, told
    from lossadvisor.trying.schedule import jobs
    from lossadvisor.trying.splits import judged
    from lossadvisor.trying.trial import trial, tried

    judged(found.problem, setup)
    found = _begun(found, setup)
    drawn = None if outcome.page is None else _page(outcome.page)
    place = _store(outcome.store)
    watch = Watch(setup.budget if old is None else 0)
    try:
        runs = tried(found, setup, engine, watch, place, old=None if old is None else ran(old))
    except KeyboardInterrupt:
        say("stopped before a training was done, so there is nothing to tell")
        raise
    meant = len(jobs(found.rivals, setup)) if watch.is_stopped or not setup.budget else len(runs)
    if old is not None:
        meant = len(old.runs) + old.missing
    made = trial(found, wanted, setup, runs, meant)
    if old is not None:
        made = replace(made, verdict=(*told(old, made), *made.verdict))
    if place is not None and place.lost:
        say(place.lost)
    _print(outcome, made, found, runs)
    if drawn is not None:
        from lossadvisor.trying.page import page as whole

        write(drawn, whole(made, found, runs))
    return 130 if watch.is_stopped else 0


def _print(outcome: Outcome, made: Trial, found: Opened, runs: Sequence[Run]) -> None:
    """The report in its format. A terminal that is wide enough gets pictures, if they are not unwanted."""
    if outcome.format == "json":
        sys.stdout.write(encoding.pretty(made))
        return
    from lossadvisor.trying.sketches import sketches
    from lossadvisor.trying.telling import outline

    wide = printing.width() if sys.stdout.isatty() else MOST_WIDE
    wanted = outcome.pictures
    if wanted is None:
        wanted = outcome.format in (None, "terminal") and sys.stdout.isatty() and wide >= LEAST_WIDE
    drawn = sketches(made, found, runs, wide) if wanted and printing.has_dots() else ""
    printing.print_outline(outline(made, drawn), outcome.format)


def _engine(processes: int, where: str | None) -> Engine:
    """The way through the work: one after the other, in processes of this machine, or on a cluster."""
    from lossadvisor.trying.engines import in_processes, one_by_one

    if where is None:
        return one_by_one if processes == 1 else in_processes(processes)
    if processes > 1:
        raise AdvisorError(
            "--processes is for this machine, and --on for a cluster; leave out one of the two"
        )
    from lossadvisor.trying.clusters import on

    return on(where)


def _opened(rules: Rules, said: Mapping[str, object], wanted: Wanted) -> Opened:
    """What is to be tried. What labels and answers leave open is asked on a terminal, elsewhere refused."""
    from lossadvisor.data.answering import Unsettled
    from lossadvisor.trying.opening import opened_for

    given = normalised(rules, said)
    try:
        return opened_for(rules, given, wanted)
    except Unsettled as error:
        if not attended():
            raise
        from .ask import told_by
        from .from_data import looked

        labels = looked(rules, given, wanted.paths[-1], wanted.target)
        return opened_for(rules, told_by(rules, given, labels, str(error)), wanted)


def _page(name: str) -> Path:
    """The new file for the page, known before anything is trained."""
    from lossadvisor.trying.page import able

    able()
    return new_file("--page", name)


def _store(path: str | None) -> Store | None:
    """Where finished runs are kept: the file that is named, or one among the caches of this system."""
    from lossadvisor.trying.store import Store

    if path is not None:
        no_output("--store", path)
        return Store(path)
    folder = cache_folder()
    try:
        return Store(os.path.join(folder, "trials", "runs.sqlite")) if folder else None
    except AdvisorError as error:
        say(f"finished trainings are not kept: {error}")
        return None


try_.__name__ = "try"


def _installed() -> None:
    """Raises AdvisorError without what trains."""
    from importlib.util import find_spec

    lacking = [package for name, package in NEEDED.items() if find_spec(name) is None]
    if lacking:
        raise AdvisorError(f'try needs {", ".join(lacking)}; run: pip install "lossadvisor[try]"')
    from lossadvisor.trying.backends import choose

    choose()


def _begun(found: Opened, setup: Setup) -> Opened:
    """The same, with what is to be told of a model of the user's own, built before anything is trained."""
    from lossadvisor.trying.bodies import told_of_start
    from lossadvisor.trying.features import Features
    from lossadvisor.trying.splits import parts

    problem = found.problem
    if not setup.model[0]:
        return found
    shape = Features(problem, parts(problem, setup, 0)).train.shape[1:]
    told = told_of_start(setup.model, shape, by_pixel=problem.target.kind == "pixels")
    return replace(found, problem=replace(problem, notes=(*problem.notes, *told)))
