"""The command `check`: which files and findings are wanted, and how what is found is told."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from lossadvisor.check.configuration import Configuration, FailOn, check_names, configuration
from lossadvisor.check.files import Patterns, sources
from lossadvisor.check.findings import Checked, Severity
from lossadvisor.check.onefile import filtered
from lossadvisor.check.project import check_paths, cores, processes
from lossadvisor.check.reports import HEAD, FileReport, Source, Tally, Wanted
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.findings import formats
from lossadvisor.report.streams import let_go, say
from lossadvisor.rulebook.rules import Rules

from .commands import RulesFolder, rules_at

SPOKEN = "A head instead of files"
SETTINGS = "Settings"
WAY_OUT = "check needs files or folders; for all below this one: lossadvisor check ."
MANY = 20  # files from which on a bar is worth its while

Several = list[str] | None
Paths = Annotated[
    Several,
    typer.Argument(
        metavar="PATHS", help="Python files, notebooks, saved models, folders; - for standard input."
    ),
]
if TYPE_CHECKING:
    Format: TypeAlias = str
else:
    Format = Literal[tuple(formats.FORMATS)]
CheckFormat = Annotated[
    Format | None,
    typer.Option(
        metavar="FORMAT",
        help=f"How it is told: {', '.join(formats.FORMATS)} (default: full on a terminal, else plain).",
        rich_help_panel=SETTINGS,
    ),
]
Least = Annotated[
    Severity | None,
    typer.Option(
        metavar="SEVERITY", help="The lowest severity that is shown: note, warning or error (default: note)."
    ),
]
Failing = Annotated[
    FailOn | None,
    typer.Option(
        metavar="SEVERITY",
        help="The lowest severity that makes the exit code 1, or never (default: warning).",
    ),
]
ExitZero = Annotated[
    bool,
    typer.Option(
        "--exit-zero-unreadable", help="Let files that cannot be read pass; else the exit code is 2."
    ),
]
Select = Annotated[Several, typer.Option(metavar="NAMES", help="Only these findings, separated by commas.")]
Ignore = Annotated[Several, typer.Option(metavar="NAMES", help="Not these findings, separated by commas.")]
Exclude = Annotated[
    Several, typer.Option(metavar="GLOB", help="Files to leave out, written as in .gitignore.")
]
Fix = Annotated[bool, typer.Option("--fix", help="Make the fixes that are one clear local change.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Count the findings by name instead of telling each.")
]
NoConfig = Annotated[
    bool, typer.Option("--no-config", help="Do not read pyproject.toml.", rich_help_panel=SETTINGS)
]
Jobs = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=0,
        max=1024,
        show_default=False,
        help="Number of processes (default: one per core).",
        rich_help_panel=SETTINGS,
    ),
]
Activation = Annotated[
    str | None, typer.Option(metavar="NAME", help="Its activation.", rich_help_panel=SPOKEN)
]
Loss = Annotated[str | None, typer.Option(metavar="NAME", help="Its loss.", rich_help_panel=SPOKEN)]
Units = Annotated[int | None, typer.Option(metavar="N", min=1, help="Its units.", rich_help_panel=SPOKEN)]
Labels = Annotated[
    str | None, typer.Option(metavar="NAME", help="How the labels are written.", rich_help_panel=SPOKEN)
]
Metrics = Annotated[
    Several, typer.Option(metavar="NAMES", help="Its metrics, separated by commas.", rich_help_panel=SPOKEN)
]
FromLogits = Annotated[
    bool, typer.Option("--from-logits", help="The loss takes logits.", rich_help_panel=SPOKEN)
]


def check(
    paths: Paths = None,
    format: CheckFormat = None,
    severity: Least = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Failing = None,
    exit_zero_unreadable: ExitZero = False,
    fix: Fix = False,
    diff: Diff = False,
    statistics: Statistics = False,
    exclude: Exclude = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
    activation: Activation = None,
    loss: Loss = None,
    units: Units = None,
    labels: Labels = None,
    metrics: Metrics = None,
    from_logits: FromLogits = False,
    rules: RulesFolder = None,
) -> int:
    """Find wrong activations, losses, metrics and labels in programs that use Keras; runs none of them.

    For example: lossadvisor check train.py notebooks/ model.keras
    """
    _refuse_statistics(statistics, diff, format)
    known = rules_at(rules)
    project = Configuration() if no_config else configuration(paths[0] if paths else ".", known.findings)
    wanted = Wanted(
        frozenset(_names(known, "--select", select) or project.select),
        frozenset(_names(known, "--ignore", ignore) or project.ignore),
        severity or project.severity or "note",
        "show" if diff else "write" if fix else "no",
    )
    found: Generator[FileReport, None, None]
    tally, files = Tally(), [Source("the head", HEAD)]
    if from_logits or any((activation, loss, units, labels, metrics)):
        told = _head(known, paths, activation, loss, units, labels, _split(metrics), from_logits)
        found = (each for each in (FileReport("the head", HEAD, filtered(told, wanted)),))
    else:
        files = _files(paths, fix and not diff, exclude, project)
        _tell_fewer(len(files), jobs)
        found = check_paths(known, files, wanted, jobs)
    with closing(found):
        reports = tally.counted(_remarked(_watched(found, len(files))))
        if statistics and format != "json":
            _tell(reports, lambda: formats.write_statistics(reports, tally, format))
        elif diff:
            _tell(reports, lambda: formats.write_diff(reports, tally))
        else:
            _tell(reports, lambda: formats.write(reports, tally, known, format))
    lenient = exit_zero_unreadable or project.exit_zero_unreadable
    return _code(tally, fail_on or project.fail_on or "warning", lenient)


def _refuse_statistics(statistics: bool, diff: bool, format: str | None) -> None:
    """Raise AdvisorError where there is no place for them."""
    if statistics and diff:
        raise AdvisorError("--statistics has no place in a diff; leave out one of the two")
    if statistics and format not in (None, "json", *formats.COUNTED):
        ways = f"{', '.join(formats.COUNTED)} or json"
        raise AdvisorError(f"--statistics has no place in --format {format}; it goes with {ways}")


def _tell(reports: Iterable[FileReport], write: Callable[[], None]) -> None:
    """Write the reports. Where nobody reads on, or the disk is full, the other files are checked as well.

    So the exit code is the same, and what was to be fixed is fixed.
    """
    try:
        write()
        sys.stdout.flush()
    except OSError as error:
        let_go(sys.stdout)
        deque(reports, maxlen=0)
        if not isinstance(error, BrokenPipeError):
            raise


def _split(values: Several) -> tuple[str, ...]:
    """Names that were given with commas between them, or one by one."""
    return tuple(name for value in values or () for name in map(str.strip, value.split(",")) if name)


def _names(rules: Rules, option: str, values: Several) -> tuple[str, ...]:
    names = _split(values)
    check_names(names, list(rules.findings), option)
    return names


def _files(paths: Several, writing: bool, exclude: Several, project: Configuration) -> list[Source]:
    """The files to check. Raises AdvisorError where there are none."""
    if not paths:
        raise AdvisorError(WAY_OUT)
    if writing and "-" in paths:
        raise AdvisorError("--fix cannot write to standard input; --diff shows what it would change")
    excluded = Patterns()
    if exclude:
        excluded = excluded.with_lines(".", exclude)
    elif project.exclude:
        where = f"{project.file}: [tool.lossadvisor] exclude"
        excluded = excluded.with_lines(project.folder, project.exclude, where)
    found = sources(paths, excluded, sys.stdin.buffer)
    if not found and not excluded.lists:
        named = shown(", ".join(paths), 200)
        raise AdvisorError(f"{named}: holds no Python file, notebook or saved model")
    return found


def _tell_fewer(files: int, jobs: int) -> None:
    """A word on stderr where fewer processes are started than were asked for."""
    started = processes(files, jobs)
    if started < jobs:
        of = "core" if started == cores() else "file"
        limit = cores() if of == "core" else files
        says = f"{_counted(started, 'process', 'processes')} for {_counted(limit, of, f'{of}s')}"
        sys.stderr.write(f"--jobs {jobs}: {says}\n")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _head(
    rules: Rules,
    paths: Several,
    activation: str | None,
    loss: str | None,
    units: int | None,
    labels: str | None,
    metrics: tuple[str, ...],
    from_logits: bool,
) -> Checked:
    """What is wrong with a head that was given in words."""
    if paths:
        raise AdvisorError("a head is checked instead of files; leave out the files, or the head")
    if activation is None or loss is None:
        raise AdvisorError("a head needs --activation and --loss; 'linear' stands for no activation")
    from lossadvisor.check import command_line

    told: Checked = command_line.checked(rules, activation, loss, units, labels, metrics, from_logits)
    return told


def _watched(reports: Iterable[FileReport], total: int) -> Iterable[FileReport]:
    """The reports, with a bar where somebody waits for many."""
    if total <= MANY or not sys.stderr.isatty():
        return reports
    from lossadvisor.report import progress

    return progress.shown(reports, total)


def _remarked(reports: Iterable[FileReport]) -> Iterator[FileReport]:
    """The reports, what is remarked about them on stderr."""
    for report in reports:
        for remark in report.remarks:
            from lossadvisor.report.findings import words

            say(words.remark(report, remark))
        yield report


def _code(tally: Tally, fail_on: FailOn, lenient: bool) -> int:
    """2 where something could not be read, 1 where something grave enough was found, else 0."""
    if tally.unread and not lenient:
        return 2
    return int(fail_on != "never" and tally.at_least(fail_on) > 0)
