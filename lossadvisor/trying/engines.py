"""Ways to get through the work. None changes what comes out: a job depends on its record alone."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from .records import Job, Problem, Run, Score, Setup
from .work import done

Engine: TypeAlias = Callable[[Problem, Setup, Mapping[str, Score], Sequence[Job]], Iterator[Run]]
WARNINGS, QUIET = "PYTHONWARNINGS", "ignore:resource_tracker:UserWarning"
MOST_DEATHS = 3  # of workers, one after the other, without a run between them


def one_by_one(
    problem: Problem, setup: Setup, judges: Mapping[str, Score], jobs: Sequence[Job]
) -> Iterator[Run]:
    """Each job in its turn, in this process."""
    for job in jobs:
        yield done(problem, setup, judges, job)


def in_processes(count: int) -> Engine:
    """`count` processes of joblib; runs come in the order of the jobs.

    What a process was at that died, as for want of memory, is done again in others.
    """

    def engine(
        problem: Problem, setup: Setup, judges: Mapping[str, Score], jobs: Sequence[Job]
    ) -> Iterator[Run]:
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        left, deaths = list(jobs), 0
        while left:
            try:
                for run in _in_parallel(count, [(problem, setup, judges, job) for job in left]):
                    left, deaths = left[1:], 0
                    yield run
            except TerminatedWorkerError:
                deaths += 1
                if deaths == MOST_DEATHS:
                    raise

    return engine


def _in_parallel(
    count: int, asked: Sequence[tuple[Problem, Setup, Mapping[str, Score], Job]]
) -> Iterator[Run]:
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=count, return_as="generator", pre_dispatch="2*n_jobs")
    with _apart():
        coming = parallel(delayed(done)(*each) for each in asked)
    try:
        for run in coming:  # noqa: UP028, which would close it before the warning is off
            yield run
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what an early end leaves unused: no time is left for it
            coming.close()


@contextmanager
def _apart() -> Iterator[None]:
    """Processes that begin here get no Ctrl-C from the terminal; this one ends them.

    The one that tidies up after joblib says nothing of what an early end left for it.
    """
    before, handler = os.environ.get(WARNINGS), signal.getsignal(signal.SIGINT)
    os.environ[WARNINGS] = QUIET if not before else f"{before},{QUIET}"
    is_ours = threading.current_thread() is threading.main_thread() and handler is not None
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # which processes inherit
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, handler)
        os.environ.pop(WARNINGS)
        if before is not None:
            os.environ[WARNINGS] = before
