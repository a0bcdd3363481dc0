"""The check of many files: side by side where that pays, told in their order, few held at a time."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence

from lossadvisor.rulebook.rules import Rules

from .onefile import report, written
from .reports import FileReport, Source, Wanted

FEW = 20  # up to as many files, starting processes takes longer than it saves
CHUNK = 8  # files that a process is handed at once


def check_paths(
    rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int = 0
) -> Generator[FileReport, None, None]:
    """A report for each file, in their order. `jobs` is the number of processes, 0 for one on each core.

    Fixes are written in this process: whatever becomes of the others, no file is lost or counted wrong. They
    are written when all files are checked, since one file may be followed from another.
    Raises AdvisorError where other processes are wanted and none can be started.
    """
    reports = _reports_of(rules, sources, wanted, jobs)
    if wanted.fix == "write":
        reports = iter(list(reports))
    for source, told in zip(sources, reports, strict=True):
        yield written(rules, source, wanted, told)


def _reports_of(rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int) -> Iterator[FileReport]:
    jobs = processes(len(sources), jobs)
    if jobs == 1:
        yield from (report(rules, source, wanted) for source in sources)
        return
    from .crew import Crew

    yield from Crew(rules, wanted, jobs, CHUNK).reports(sources)


def processes(files: int, jobs: int = 0) -> int:
    """How many processes check so many files: as many as asked for, but no more than cores or work allow."""
    if files <= FEW:
        return 1
    return min(jobs or cores(), cores(), -(-files // CHUNK))


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
