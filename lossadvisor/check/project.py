"""The check of many files: side by side where that pays, told in their order, few held at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules

from .onefile import report, written
from .reports import FileReport, Source, Wanted

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

FEW = 20  # up to as many files, starting processes takes longer than it saves
CHUNK = 8
AHEAD = 3  # chunks handed out for each process
PATIENCE = 30.0  # seconds for a file: far more than all its steps take
GONE = "the check crashed or took too long"


def check_paths(
    rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int = 0
) -> Iterator[FileReport]:
    """A report for each file, in their order. `jobs` is the number of processes, 0 for one on each core.

    Fixes are written in this process: whatever becomes of the others, no file is lost or counted wrong.
    """
    for source, told in zip(sources, _reports_of(rules, sources, wanted, jobs), strict=True):
        yield written(rules, source, wanted, told)


def _reports_of(rules: Rules, sources: Sequence[Source], wanted: Wanted, jobs: int) -> Iterator[FileReport]:
    from os import cpu_count

    jobs = jobs or cpu_count() or 1
    if len(sources) <= FEW or jobs == 1:
        yield from (report(rules, source, wanted) for source in sources)
        return
    yield from _Crew(rules.folder, wanted, jobs).reports(sources)


class _Crew:
    """Processes that check chunks of files. Where one dies or hangs, its files are tried again one by one."""

    def __init__(self, rules_folder: str, wanted: Wanted, jobs: int) -> None:
        self.rules_folder, self.wanted, self.jobs = rules_folder, wanted, jobs
        self.pool = self._started()
        self.pending: deque[tuple[list[Source], Future[list[FileReport]]]] = deque()

    def reports(self, sources: Sequence[Source]) -> Iterator[FileReport]:
        rest = iter(sources)
        try:
            self._hand_out(rest)
            while self.pending:
                chunk, future = self.pending.popleft()
                yield from self._done(chunk, future)
                self._hand_out(rest)
        finally:
            self._stop()

    def _started(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(self.jobs, initializer=_begin, initargs=(self.rules_folder, self.wanted))

    def _hand_out(self, rest: Iterator[Source]) -> None:
        while len(self.pending) < self.jobs * AHEAD and (chunk := list(islice(rest, CHUNK))):
            self.pending.append((chunk, self._submitted(chunk)))

    def _submitted(self, chunk: list[Source]) -> Future[list[FileReport]]:
        """The future reports of a chunk; one that has failed already where a process has died meanwhile."""
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self.pool.submit(_reports, chunk)
        except BrokenProcessPool as error:
            failed: Future[list[FileReport]] = Future()
            failed.set_exception(error)
            return failed

    def _done(self, chunk: list[Source], future: Future[list[FileReport]]) -> Iterator[FileReport]:
        found = self._result(future, len(chunk))
        if found is not None:
            yield from found
            return
        self._restart()
        for source in chunk:
            alone = self._result(self._submitted([source]), 1)
            yield from alone or [FileReport(source.path, source.kind, unreadable=GONE)]
            if alone is None:
                self._restart()
        self.pending = deque((each, self._submitted(each)) for each, _ in self.pending)

    def _result(self, future: Future[list[FileReport]], files: int) -> list[FileReport] | None:
        """What a process gave; None where it died or hangs."""
        from concurrent.futures import TimeoutError
        from concurrent.futures.process import BrokenProcessPool

        try:
            return future.result(timeout=PATIENCE * files)
        except (BrokenProcessPool, TimeoutError):
            return None

    def _restart(self) -> None:
        self._stop()
        self.pool = self._started()

    def _stop(self) -> None:
        """End the processes at once, also one that hangs."""
        processes = list((self.pool._processes or {}).values())
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


_rules: Rules
_wanted: Wanted


def _begin(rules_folder: str, wanted: Wanted) -> None:
    """What each process does first."""
    global _rules, _wanted
    _rules, _wanted = load(rules_folder), wanted


def _reports(chunk: list[Source]) -> list[FileReport]:
    return [report(_rules, source, _wanted) for source in chunk]
