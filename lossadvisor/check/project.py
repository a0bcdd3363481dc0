"""The check of many files: side by side where that pays, told in their order, few held at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from lossadvisor.rulebook.rules import Rules

from .onefile import report, written
from .reports import FileReport, Source, Wanted

FEW = 20  # up to as many files, starting processes takes longer than it saves


def check_paths(
    rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int = 0
) -> Generator[FileReport, None, None]:
    """A report for each file, in their order. `jobs` is the number of processes, 0 for one on each core.

    Fixes are written in this process: whatever becomes of the others, no file is lost or counted wrong.
    Raises AdvisorError where other processes are wanted and none can be started.
    """
    for source, told in zip(sources, _reports_of(rules, sources, wanted, jobs), strict=True):
        yield written(rules, source, wanted, told)


def _reports_of(rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int) -> Iterator[FileReport]:
    from os import cpu_count

    jobs = jobs or cpu_count() or 1
    if len(sources) <= FEW or jobs == 1:
        yield from (report(rules, source, wanted) for source in sources)
        return
    from .crew import Crew

    yield from Crew(rules, wanted, jobs).reports(sources)
