"""What a check is to read and to tell, by the command line and the settings of the project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from lossadvisor.check.configuration import Configuration, check_names, configuration
from lossadvisor.check.files import Patterns, sources
from lossadvisor.check.findings import Severity
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.rules import Rules

from .check_options import Several

if TYPE_CHECKING:
    from lossadvisor.check.baseline import Baseline

WAY_OUT = "check needs files or folders; to check everything in this folder: lossadvisor check ."


class Options(Struct, frozen=True):
    """What the command line says of a check, as it was given. `fix` and `ignoring` are as in `Wanted`."""

    paths: Several = None
    select: Several = None
    ignore: Several = None
    severity: Severity | None = None
    fix: Literal["no", "write", "show"] = "no"
    ignoring: bool = False
    unused: bool = False
    exclude: Several = None
    baseline: str | None = None
    write_baseline: str | None = None
    no_config: bool = False


class Plan(Struct, frozen=True):
    """What is checked: the files, the findings that are wanted, and those that are known, if any are."""

    rules: Rules
    project: Configuration
    wanted: Wanted
    files: list[Source]
    kept: Baseline | None = None


def settings(rules: Rules, options: Options) -> tuple[Configuration, Wanted]:
    """The settings of the project, and what is wanted by them and by the command line."""
    paths = options.paths
    nearest = paths[0] if paths else "."
    project = Configuration() if options.no_config else configuration(nearest, rules.findings)
    wanted = Wanted(
        frozenset(_names(rules, "--select", options.select) or project.select),
        frozenset(_names(rules, "--ignore", options.ignore) or project.ignore),
        options.severity or project.severity or "note",
        options.fix,
        ignoring=options.ignoring,
        unused=options.unused,
    )
    return project, wanted


def planned(rules: Rules, options: Options) -> Plan:
    """The whole plan. Raises AdvisorError where something of it is wrong, or there is nothing to check."""
    project, wanted = settings(rules, options)
    kept = _baseline(options, project)
    files = _files(options, project)
    return Plan(rules, project, wanted, kept.sources(files) if kept else files, kept)


def split(values: Several) -> tuple[str, ...]:
    """Names that were given with commas between them, or one by one."""
    return tuple(name for value in values or () for name in map(str.strip, value.split(",")) if name)


def _names(rules: Rules, option: str, values: Several) -> tuple[str, ...]:
    names = split(values)
    check_names(names, list(rules.findings), option)
    return names


def _files(options: Options, project: Configuration) -> list[Source]:
    """The files to check. Raises AdvisorError where there are none."""
    paths, exclude = options.paths, options.exclude
    if not paths:
        raise AdvisorError(WAY_OUT)
    if options.fix == "write" and "-" in paths:
        writing = "--add-ignore" if options.ignoring else "--fix"
        raise AdvisorError(f"{writing} cannot write to standard input; --diff shows what it would change")
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


def _baseline(options: Options, project: Configuration) -> Baseline | None:
    """The findings that are known, where a file of them was named."""
    read, written = options.baseline, options.write_baseline
    if written is not None and read is not None:
        raise AdvisorError("--write-baseline also reads its file; leave out --baseline")
    if written is not None and options.fix == "show":
        raise AdvisorError(
            "--diff writes nothing, so it does not work with --write-baseline; leave out one of the two"
        )
    path = next((each for each in (written, read) if each is not None), project.baseline or None)
    if path is None:
        return None
    from lossadvisor.check.baseline import Baseline

    return Baseline(path, writes=written is not None)
