"""A file that is open, judged as `check` would: with the settings of its project and the rules at hand."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.baseline import Baseline
from lossadvisor.check.configuration import Configuration, configuration
from lossadvisor.check.files import Patterns
from lossadvisor.check.onefile import report
from lossadvisor.check.reports import STANDARD_INPUT, FileReport, Source, Wanted
from lossadvisor.check.steps import Steps
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.rules import Rules

from .texts import PYTHON, File


class Task(Struct, frozen=True):
    """A file to judge, and what stands around it: the folder of its project, and other open files."""

    file: File
    folder: str
    unsaved: dict[str, bytes]


class Judged(Struct, frozen=True):
    """What came of a file, and why the settings of its project do not hold if they do not.

    It `is_whole` if it is a program that parses as it stands.
    """

    task: Task
    report: FileReport
    trouble: str = ""
    is_whole: bool = False


def task(file: File, folders: Iterable[str], unsaved: dict[str, bytes]) -> Task:
    """A file with the folder it is in: the innermost of those that are open, else its own."""
    around = [each for each in folders if file.path.startswith(os.path.join(each, ""))]
    own = os.path.dirname(file.path) if file.path != STANDARD_INPUT else ""
    return Task(file, max(around, key=len, default=own), unsaved)


def judged(
    rules: Rules,
    task: Task,
    steps: Steps | None = None,
    *,
    proven: bool = False,
    fixed: bool = False,
    recovers: bool = True,
) -> Judged:
    """What is found in a file; with edits that are `proven`, or as it is when all of them are made.

    Unless it `recovers`, nothing is read of a program that does not parse as a whole.
    """
    try:
        project, trouble = configuration(task.file.path, rules.findings), ""
        source = _source(task, project)
    except AdvisorError as error:
        project, trouble = Configuration(), str(error)
        source = _source(task, project)
    if source is None:
        return Judged(task, FileReport(task.file.path, task.file.kind))
    wanted = Wanted(
        frozenset(project.select),
        frozenset(project.ignore),
        project.severity or "note",
        "write" if fixed else "no",
        proven=proven,
        recovers=task.file.kind != PYTHON or fixed,
    )
    found = report(rules, source, wanted, steps)
    is_whole = not wanted.recovers and not found.unreadable
    if recovers and not wanted.recovers and found.unreadable:
        found = report(rules, source, replace(wanted, recovers=True), steps)
    return Judged(task, found, trouble, is_whole)


def _source(task: Task, project: Configuration) -> Source | None:
    """What is to be checked, None for what the project leaves out. Raises AdvisorError for bad settings."""
    file = task.file
    source = Source(file.path, file.kind, file.content, task.folder, unsaved=task.unsaved)
    if file.path == STANDARD_INPUT:
        return source
    if project.exclude:
        where = f"{project.file}: [tool.lossadvisor] exclude"
        if Patterns().with_lines(project.folder, project.exclude, where).fit(file.path):
            return None
    if project.baseline:
        return Baseline(project.baseline, writes=False).sources([source])[0]
    return source
