"""The command `check`: which files and findings are wanted, and how what is found is told."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from msgspec.structs import replace

from lossadvisor.check.asked import filtered
from lossadvisor.check.configuration import FailOn
from lossadvisor.check.project import check_paths, cores, processes
from lossadvisor.check.reports import FileReport, Source, Tally, Wanted
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.findings import formats
from lossadvisor.report.streams import let_go, say
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules

from .check_options import (
    Activation,
    AddIgnore,
    BaselineFile,
    CheckFormat,
    Diff,
    Exclude,
    ExitZero,
    Failing,
    Fix,
    FromLogits,
    Ignore,
    Jobs,
    Labels,
    Least,
    Loss,
    Metrics,
    NoConfig,
    Paths,
    Select,
    Several,
    Statistics,
    Units,
    UnusedIgnores,
    Watching,
    WriteBaseline,
)
from .check_plan import Options, planned, settings, split
from .commands import rules_at
from .common_options import RulesFolder

MANY = 20  # files from which on a bar is worth its while


def check(
    paths: Paths = None,
    format: CheckFormat = None,
    severity: Least = None,
    select: Select = None,
    ignore: Ignore = None,
    statistics: Statistics = False,
    fix: Fix = False,
    diff: Diff = False,
    add_ignore: AddIgnore = False,
    unused_ignores: UnusedIgnores = False,
    watch: Watching = False,
    exclude: Exclude = None,
    fail_on: Failing = None,
    exit_zero_unreadable: ExitZero = False,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
    rules: RulesFolder = None,
    activation: Activation = None,
    loss: Loss = None,
    units: Units = None,
    labels: Labels = None,
    metrics: Metrics = None,
    from_logits: FromLogits = False,
) -> int:
    """Find wrong activations, losses, metrics and labels in programs that use Keras; runs none of them.

    For example: lossadvisor check train.py notebooks/ model.keras
    """
    spoken = from_logits or any(each is not None for each in (activation, loss, units, labels, metrics))
    _refuse_statistics(statistics, diff, format)
    _refuse_both_ways(add_ignore, fix, write_baseline)
    if unused_ignores and (fix or diff or add_ignore):
        raise AdvisorError("--unused-ignores only reads; leave out --fix, --diff and --add-ignore")
    if spoken:
        given = {
            "--fix": fix,
            "--diff": diff,
            "--add-ignore": add_ignore,
            "--unused-ignores": unused_ignores,
            "--watch": watch,
            "--baseline": baseline,
            "--write-baseline": write_baseline,
        }
        _refuse_with_head(paths, [option for option, value in given.items() if value not in (None, False)])
    if watch:
        _refuse_while_watching(
            paths, {"--diff": diff, "--add-ignore": add_ignore, "--statistics": statistics,
                    "--write-baseline": write_baseline is not None}, format
        )  # fmt: skip
    known = rules_at(rules)
    way: Literal["no", "write", "show"] = "show" if diff else "write" if fix or add_ignore else "no"
    options = Options(
        paths,
        select,
        ignore,
        severity,
        way,
        add_ignore,
        unused_ignores,
        exclude,
        baseline,
        write_baseline,
        no_config,
    )
    if watch:
        return _watch(options, rules, format, jobs)
    found: Generator[FileReport, None, None]
    tally, files, kept = Tally(), list[Source](), None
    if spoken:
        project, wanted = settings(known, options)
        told = {"units": units, "labels": labels, "metrics": split(metrics), "from_logits": from_logits}
        found = _head(known, wanted, activation, loss, told)
    else:
        plan = planned(known, options)
        project, files, kept = plan.project, plan.files, plan.kept
        _tell_fewer(len(files), jobs)
        found = check_paths(known, files, plan.wanted, jobs)
    with closing(found):
        reports = tally.counted(_remarked(_watched(kept.heard(found) if kept else found, len(files))))
        if statistics and format != "json":
            _tell(reports, lambda: formats.write_statistics(reports, tally, format))
        elif diff:
            _tell(reports, lambda: formats.write_diff(reports, tally))
        else:
            _tell(reports, lambda: formats.write(reports, tally, known, format))
    if kept and kept.writes:
        number = kept.save()
        known_now = _counted(number, "finding is known", "findings are known")
        say(f"{shown(kept.path, 200)}: {known_now} from now on")
    lenient = exit_zero_unreadable or project.exit_zero_unreadable
    return _code(tally, fail_on or project.fail_on or "warning", lenient)


def _refuse_statistics(statistics: bool, diff: bool, format: str | None) -> None:
    """Raise AdvisorError where there is no place for them."""
    if statistics and diff:
        raise AdvisorError("--statistics does not work with --diff; leave out one of the two")
    if statistics and format not in (None, "json", *formats.COUNTED):
        ways = f"{', '.join(formats.COUNTED)} or json"
        raise AdvisorError(f"--statistics has no place in --format {format}; it goes with {ways}")


def _refuse_both_ways(add_ignore: bool, fix: bool, write_baseline: str | None) -> None:
    """Raise AdvisorError where what is found today would be dealt with twice."""
    if add_ignore and fix:
        raise AdvisorError("--add-ignore does not work with --fix; run --fix first, then --add-ignore")
    if add_ignore and write_baseline is not None:
        raise AdvisorError("--add-ignore and --write-baseline do the same in two ways; leave out one of them")


def _refuse_while_watching(paths: Several, given: dict[str, bool], format: str | None) -> None:
    """Raise AdvisorError for what is done once, or is for programs to read."""
    for option in (each for each, is_given in given.items() if is_given):
        raise AdvisorError(f"--watch does not work with {option}; leave out one of the two")
    if format not in (None, *formats.COUNTED):
        raise AdvisorError(f"--watch is for people: it goes with {', '.join(formats.COUNTED)}, not {format}")
    if paths and "-" in paths:
        raise AdvisorError("--watch needs files or folders; standard input does not change")


def _watch(options: Options, folder: Path | None, format: str | None, jobs: int) -> NoReturn:
    from .rechecking import Watch, watched

    besides = [] if folder is None else [str(folder)]
    plan = partial(planned, options=options)
    watched(partial(Watch, partial(load, folder), plan, options.paths or (), besides, format), jobs)


def _refuse_with_head(paths: Several, given: list[str]) -> None:
    """Raise AdvisorError for what has to do with files where a head is given in words."""
    if paths:
        raise AdvisorError(
            "--activation and --loss check a head instead of files; leave out one or the other"
        )
    if given:
        raise AdvisorError(
            f"{given[0]} works only with files, not with --activation and --loss; leave it out"
        )


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
    rules: Rules, wanted: Wanted, activation: str | None, loss: str | None, told: dict[str, Any]
) -> Generator[FileReport, None, None]:
    """What is wrong with a head that was given in words."""
    if activation is None or loss is None:
        raise AdvisorError("a head needs --activation and --loss; 'linear' means no activation")
    from lossadvisor.check.command_line import Spoken, report

    found = report(rules, Spoken(activation, loss, **told))
    return (each for each in (replace(found, checked=filtered(found.checked, wanted)),))


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
