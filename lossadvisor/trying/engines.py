"""Ways to get through the work. None changes what comes out: a job depends on its record alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from .records import Job, Problem, Run, Score, Setup
from .work import done

Engine: TypeAlias = Callable[[Problem, Setup, Mapping[str, Score], Sequence[Job]], Iterator[Run]]


def one_by_one(
    problem: Problem, setup: Setup, judges: Mapping[str, Score], jobs: Sequence[Job]
) -> Iterator[Run]:
    """Each job in its turn, in this process."""
    for job in jobs:
        yield done(problem, setup, judges, job)


def in_processes(count: int) -> Engine:
    """`count` processes of joblib; runs come in the order of the jobs."""

    def engine(
        problem: Problem, setup: Setup, judges: Mapping[str, Score], jobs: Sequence[Job]
    ) -> Iterator[Run]:
        from joblib import Parallel, delayed

        run = Parallel(n_jobs=count, return_as="generator", pre_dispatch="2*n_jobs")
        yield from run(delayed(done)(problem, setup, judges, job) for job in jobs)

    return engine
