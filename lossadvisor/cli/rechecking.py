"""`check --watch`: what changes is checked again, with all that it may concern, until somebody ends it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import sleep
from typing import NoReturn

from msgspec.structs import replace

from lossadvisor.check.changes import Look, concerned, look, nearest, remember, roots
from lossadvisor.check.project import check_paths
from lossadvisor.check.reports import GONE, FileReport, Source, Tally
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.findings import formats, words
from lossadvisor.report.findings.sums import counted
from lossadvisor.report.streams import say
from lossadvisor.rulebook.rules import Rules

from . import ending
from .check_plan import Plan

NEEDED = "check --watch needs watchfiles; install it with: pip install 'lossadvisor[watch]'"
QUIET = 100  # milliseconds without a change, after which what changed is looked at
LONGEST = 1_000  # milliseconds of changes without such a rest
PATIENCE = 1_000  # milliseconds after which a watch that has just begun is looked after once
NAMED = 3  # files that are named at most
ENDS = "Ctrl-C ends"


class Watch:
    """The state of a watch: what was planned, looked at, and found, by the whole paths of files.

    `besides` are files and folders whose change concerns all files, such as rules.
    """

    def __init__(
        self,
        load: Callable[[], Rules],
        planned: Callable[[Rules], Plan],
        paths: Sequence[str],
        besides: Sequence[str] = (),
        format: str | None = None,
    ) -> None:
        self._load, self._planned, self._format = load, planned, format
        self._paths, self._besides = ([os.path.abspath(each) for each in given] for given in (paths, besides))
        self._home = os.getcwd()
        self._rules = load()
        self._plan = planned(self._rules)
        self._roots: tuple[list[str], list[str]] = [], []
        self._found: dict[str, FileReport] = {}
        self._written: set[str] = set()
        self._trouble = self._pending = ""
        self.looked = Look({}, ())

    def first(self, jobs: int) -> None:
        """Check all. Raises AdvisorError where that cannot be, as a check without a watch does."""
        self._look()
        self._tell(self._checked(self._plan.files, jobs))
        more = "; not all folders, as there are too many" if self.looked.more else ""
        say(f"Watching {counted(len(self._plan.files), 'file')}{more}; {ENDS}")

    def again(self) -> None:
        """Check what has changed since, and say what came of it; what is wrong is a line, and no end."""
        before = self.looked
        try:
            self._go_home()
            around = self._around()
            now = look(*around, self._besides)
            if (changed := now.changed(before)) or around != self._roots:
                self._follow(before, changed)
            elif now.folders != before.folders:
                self._look()
        except OSError as error:
            self._complain(f"{error.filename or 'the working directory'}: {error.strerror}")
            self.looked = replace(before, folders=(nearest(self._home),))
        if self._pending:
            say(self._pending)
        self._pending = ""

    def _go_home(self) -> None:
        """Go where the watch began, if that folder was removed and is there again."""
        try:
            os.getcwd()
        except FileNotFoundError:
            os.chdir(self._home)

    def _around(self) -> tuple[list[str], list[str]]:
        return roots(self._plan.files, (*self._paths, *self._besides))

    def _follow(self, before: Look, changed: set[str]) -> None:
        was_troubled = bool(self._trouble)
        concerns_all = self._plan_anew(changed, was_troubled)
        is_over = was_troubled and not self._trouble
        self._look()
        changed = self.looked.changed(before) or changed
        sources = {os.path.abspath(each.path): each for each in self._plan.files}
        files = self._plan.files
        if not (concerns_all or is_over):
            files = concerned(changed, before, self.looked, files)
        chosen = {os.path.abspath(each.path) for each in files}
        chosen |= sources.keys() - self._found.keys()
        lost = self._found.keys() - sources.keys()
        if chosen or lost:
            self._tell_changes([sources[each] for each in sorted(chosen)], changed, lost, is_over=is_over)

    def _plan_anew(self, changed: set[str], was_troubled: bool) -> bool:
        """Plan again what is checked; the last plan stays where that fails. Whether all is to be checked."""
        concerns_all = any(
            each == other or each.startswith(os.path.join(other, ""))
            for each in changed
            for other in self._besides
        )
        try:
            if gone := [each for each in self._paths if not os.path.lexists(each)]:
                raise AdvisorError(f"{_listed(gone)}: gone; the watch goes on, and waits for it")  # noqa: TRY301
            if concerns_all or was_troubled:
                self._rules = self._load()
            self._plan = self._planned(self._rules)
            self._trouble = ""
        except AdvisorError as error:
            self._complain(str(error))
            there = [each for each in self._plan.files if os.path.lexists(each.path)]
            self._plan = replace(self._plan, files=there)
        return concerns_all

    def _look(self) -> None:
        """Look at all around the files of the plan, before they are checked."""
        read = (self._plan.project.file, self._plan.kept.path if self._plan.kept else "")
        more = {os.path.abspath(each) for each in read if each}
        self._besides += sorted(more.difference(self._besides))
        self._roots = self._around()
        self.looked = look(*self._roots, self._besides)
        remember(self.looked)

    def _tell_changes(
        self, files: Sequence[Source], changed: set[str], lost: set[str], *, is_over: bool
    ) -> None:
        was = dict(self._found)
        for path in lost:
            del self._found[path]
        news = changed - self._written
        told = self._checked(files, jobs=1)
        if not (lost or is_over) and news.isdisjoint(self._found) and all(_alike(each, was) for each in told):
            return
        self._tell(told)
        new, gone = _differing(was.values(), self._found.values())
        ours = changed & (self._found.keys() | lost) or changed
        say(f"{_listed(sorted(ours))} changed: {_numbers(new, gone)}; {ENDS}")

    def _checked(self, files: Sequence[Source], jobs: int) -> list[FileReport]:
        """Reports of these files; they are kept without what was said once, such as how many were fixed."""
        plan = self._plan
        found = check_paths(plan.rules, files, plan.wanted, jobs)
        told = [each for each in (plan.kept.heard(found) if plan.kept else found) if each.kind != GONE]
        for each in told:
            lasting = tuple(said for said in each.remarks if said.name)
            self._found[os.path.abspath(each.path)] = replace(each, fixed=0, remarks=lasting)
        self._written = {os.path.abspath(each.path) for each in told if each.fixed}
        return told

    def _tell(self, told: Sequence[FileReport]) -> None:
        """Show all that is found on a terminal, which is cleared; elsewhere what is told now."""
        reports: Iterable[FileReport] = told
        if sys.stdout.isatty():
            formats.clear()
            now = {os.path.abspath(each.path): each for each in told}
            reports = [now.get(path, each) for path, each in sorted(self._found.items())]
        if not self._found:
            return
        tally = Tally()
        formats.write(_remarked(tally.counted(reports)), tally, self._rules, self._format)
        sys.stdout.flush()

    def _complain(self, says: str) -> None:
        """Have said once what is in the way, below what is shown."""
        if says != self._trouble:
            self._pending = says
        self._trouble = says


def watched(made: Callable[[], Watch], jobs: int) -> NoReturn:
    """Check, wait for a change, and check again. Raises KeyboardInterrupt or Ended, which ends it."""
    try:
        from watchfiles import watch as waiting
    except ModuleNotFoundError as error:
        if error.name not in ("watchfiles", "anyio"):
            raise
        raise AdvisorError(NEEDED) from None
    watch = made()
    watch.first(jobs)
    while True:
        folders = watch.looked.folders
        try:
            for _ in _changes(waiting, folders):
                watch.again()
                if watch.looked.folders != folders:
                    break
        except KeyboardInterrupt:  # also after a signal that the library took for one
            ending.end_if_asked()
            raise
        except FileNotFoundError:  # a folder went between the look and the watch
            watch.again()
            sleep(PATIENCE / 1_000)
        except OSError as error:
            raise AdvisorError(f"{counted(len(folders), 'folder')} cannot be watched: {error}") from error


def _changes(waiting: Callable[..., Iterator[object]], folders: Sequence[str]) -> Iterator[object]:
    """Something for each time that something may have changed: also once when a watch has just begun."""
    is_new = True
    for changes in waiting(
        *folders,
        watch_filter=None,
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=PATIENCE,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    ):
        if changes or is_new:
            is_new = False
            yield changes


def _remarked(reports: Iterable[FileReport]) -> Iterator[FileReport]:
    for report in reports:
        for remark in report.remarks:
            say(words.remark(report, remark))
        yield report


def _alike(told: FileReport, before: Mapping[str, FileReport]) -> bool:
    """Whether a report says the same of a file as the one before."""
    other = before.get(os.path.abspath(told.path))
    if other is None or told.fixed or told.remarks != other.remarks:
        return False
    return _told(told) == _told(other)


def _told(report: FileReport) -> tuple[object, ...]:
    """What is said of a file, wherever its cells stand in it."""
    unparsed = [(each.cell, each.line, each.says) for each in report.unparsed]
    return report.checked, report.unreadable, unparsed


def _differing(before: Iterable[FileReport], after: Iterable[FileReport]) -> tuple[int, int]:
    """How many findings are new, and how many gone, by file and name."""
    was, now = (
        Counter((each.path, finding.name) for each in reports for finding in each.checked.findings)
        for reports in (before, after)
    )
    return (now - was).total(), (was - now).total()


def _numbers(new: int, gone: int) -> str:
    if not new and not gone:
        return "no finding is new, none is gone"
    is_new = f"{counted(new, 'finding')} {'is' if new == 1 else 'are'} new" if new else "no finding is new"
    return f"{is_new}, {gone or 'none'} {'are' if gone > 1 else 'is'} gone"


def _listed(paths: Sequence[str]) -> str:
    """Some files as they are called from here."""
    named = [shown(os.path.relpath(each), 80) for each in paths[:NAMED]]
    more = len(paths) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
