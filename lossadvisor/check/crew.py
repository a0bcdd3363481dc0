"""Processes that check files side by side: one that dies or hangs costs one file, none outlives its parent.

Each has a pipe of its own, and this process has no threads: an executor of the standard library waits for
ever for the rest of a result whose sender was ended in the middle of it, and so does Python at its end.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from time import monotonic

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.rules import Rules

from .onefile import report
from .reports import FileReport, Source, Wanted

AHEAD = 3  # chunks begun or done but not told, for each process
PATIENCE = 30.0  # seconds for a file: far more than all its steps take
GONE = "the check crashed or took too long"
WAY_OUT = "--jobs 1 uses no other processes"
ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class _Task:
    """Files to check, and what came of them."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        self.found: list[FileReport] | None = None


class _Worker:
    """A process, and the task that it has been given."""

    def __init__(self, rules: Rules, wanted: Wanted) -> None:
        self.connection, theirs = Pipe()
        self.process = Process(target=_work, args=(theirs, rules, wanted), daemon=True)
        self.ready = False  # not before it has said so
        self.task: _Task | None = None
        self.deadline = 0.0
        try:
            with _signals_held_back():
                self.process.start()
        finally:
            theirs.close()  # so that its end is noticed here

    def begin(self, task: _Task) -> None:
        self.task, self.deadline = task, monotonic() + PATIENCE * len(task.sources)
        try:
            self.connection.send(task.sources)
        except OSError:  # it has died: noticed where its answer is awaited
            return

    def received(self) -> bool:
        """Take what the process has sent; whether it still lives."""
        try:
            found = self.connection.recv()
        except (EOFError, OSError):
            return False
        if not self.ready:
            self.ready = True
        elif self.task is not None:
            self.task.found, self.task = found, None
        return True

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Crew:
    """Up to so many processes as `jobs`, each started where there is work for it."""

    def __init__(self, rules: Rules, wanted: Wanted, jobs: int, chunk: int) -> None:
        self.chunk = chunk
        self.rules, self.wanted, self.jobs = rules, wanted, jobs
        self.workers: list[_Worker] = []
        self.tasks: list[_Task] = []  # in the order in which they are told
        self.waiting: deque[_Task] = deque()  # those that no process has been given yet

    def reports(self, sources: Sequence[Source]) -> Iterator[FileReport]:
        """A report for each file, in their order. Raises AdvisorError where no process can be started."""
        rest = iter(sources)
        from . import fixing, program  # noqa: F401 - loaded once, where a process begins with what is there

        gc.collect()
        gc.freeze()  # what is there stays where it is, and so in the memory that all share
        try:
            while self._taken_up(rest):
                self._hand_out()
                if self.tasks[0].found is None:
                    self._wait()
                else:
                    yield from self.tasks.pop(0).found or ()
        finally:
            gc.unfreeze()
            for worker in self.workers:
                worker.end()

    def _taken_up(self, rest: Iterator[Source]) -> bool:
        """Take up as many chunks as there is room for; whether there is anything left to do."""
        while len(self.tasks) < self.jobs * AHEAD and (chunk := list(islice(rest, self.chunk))):
            self.tasks.append(_Task(chunk))
            self.waiting.append(self.tasks[-1])
        return bool(self.tasks)

    def _hand_out(self) -> None:
        idle = [worker for worker in self.workers if worker.task is None]
        while self.waiting and (idle or len(self.workers) < self.jobs):
            (idle.pop() if idle else self._started()).begin(self.waiting.popleft())

    def _started(self) -> _Worker:
        try:
            worker = _Worker(self.rules, self.wanted)
        except OSError as error:
            raise AdvisorError(f"no process can be started: {error.strerror}; {WAY_OUT}") from error
        self.workers.append(worker)
        return worker

    def _wait(self) -> None:
        """Wait until a process has something to tell, has died, or has had its time."""
        busy = [worker for worker in self.workers if worker.task is not None]
        patience = min(worker.deadline for worker in busy) - monotonic()
        told = wait([worker.connection for worker in busy], timeout=max(0.0, patience))
        for worker in busy:
            if worker.connection in told:
                if not worker.received():
                    self._give_up(worker)
            elif monotonic() >= worker.deadline:
                self._give_up(worker)

    def _give_up(self, worker: _Worker) -> None:
        """End a process. Its files are tried again one by one, but one that was alone is told as it is."""
        worker.end()
        self.workers.remove(worker)
        if not worker.ready:
            raise AdvisorError(f"the worker processes end before they start; {WAY_OUT}")
        task = worker.task
        assert task is not None  # it was busy
        if len(task.sources) == 1:
            task.found = [FileReport(each.path, each.kind, unreadable=GONE) for each in task.sources]
            return
        alone = [_Task([source]) for source in task.sources]
        at = self.tasks.index(task)
        self.tasks[at : at + 1] = alone
        self.waiting.extendleft(reversed(alone))


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """A process that is just being started gets no signal before it has said what becomes of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, rules: Rules, wanted: Wanted) -> None:
    """What each process does. It never says anything but to its parent, and ends when that has ended."""
    _follow_the_parent()
    try:
        connection.send("ready")
        while True:
            connection.send([report(rules, source, wanted) for source in connection.recv()])
    except Exception:  # the parent is gone, or will tell that this process is
        os._exit(1)


def _follow_the_parent() -> None:
    from multiprocessing import parent_process
    from threading import Thread

    for number in ENDING:  # Ctrl-C goes to all of a terminal, and the parent ends its processes itself
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = parent_process()
    if parent is not None:

        def end_with_the_parent() -> None:
            parent.join()
            os._exit(1)

        Thread(target=end_with_the_parent, daemon=True).start()
