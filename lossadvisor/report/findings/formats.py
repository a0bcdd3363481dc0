"""The formats that a check is printed in: a new one is a line here and a module that writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import TypeAlias

from lossadvisor.check.reports import FileReport, Tally
from lossadvisor.errors import printable
from lossadvisor.report import encoding
from lossadvisor.report.console import console
from lossadvisor.report.streams import say
from lossadvisor.rulebook.rules import Rules

Reports: TypeAlias = Iterable[FileReport]
Writer: TypeAlias = Callable[[Reports, Tally, Rules], None]


def _full(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .terminal import show

    show(reports, tally, console())


def _concise(reports: Reports, tally: Tally, rules: Rules) -> None:
    if sys.stdout.isatty():
        from .terminal import show_lines

        show_lines(reports, tally, console())
    else:
        from .plain import lines

        _print_lines(lines(reports, tally, concise=True))


def _terminal(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .terminal import show

    show(reports, tally, console(force=True))


def _plain(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .plain import lines

    _print_lines(lines(reports, tally))


def _json(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .json_record import record

    sys.stdout.write(encoding.encoded(record(reports, tally)) + "\n")


def _github(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .github import lines

    _print_lines(lines(reports))


def _sarif(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .sarif import document

    sys.stdout.write(encoding.pretty(document(reports, rules.findings)))


def _gitlab(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .gitlab import entries

    sys.stdout.write(encoding.pretty([*entries(reports)]))


def _junit(reports: Reports, tally: Tally, rules: Rules) -> None:
    from .junit import document

    sys.stdout.write(document(reports))


FORMATS: dict[str, Writer] = {
    "full": _full,
    "concise": _concise,
    "plain": _plain,
    "terminal": _terminal,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "junit": _junit,
}


COUNTED = ("full", "concise", "plain", "terminal")  # the formats that tell statistics; JSON does always


def write(reports: Reports, tally: Tally, rules: Rules, format: str | None) -> None:
    """Print a check on stdout in `format`, in full on a terminal and else line by line by default."""
    FORMATS[format or ("full" if sys.stdout.isatty() else "plain")](reports, tally, rules)


def clear() -> None:
    """Take what stands there off a terminal."""
    console().clear()


def write_statistics(reports: Reports, tally: Tally, format: str | None) -> None:
    """Print on stdout how often each finding was made, in colours on a terminal."""
    if format == "terminal" or (format != "plain" and sys.stdout.isatty()):
        from .terminal import show_statistics

        show_statistics(reports, tally, console(force=format == "terminal"))
    else:
        from .statistics import lines

        _print_lines(lines(reports, tally))


def write_diff(reports: Reports, tally: Tally) -> None:
    """Print what fixing would change, and nothing else on stdout, so that it can be handed to `patch`."""
    from .sums import summary
    from .words import besides

    told = {b""}  # a file and a link to it have one diff
    for report in reports:
        if report.diff not in told:
            told.add(report.diff)
            _print_bytes(report.diff)
        for line in besides(report):
            say(line)
    say(summary(tally))


def _print_bytes(diff: bytes) -> None:
    """A diff as it is, in the encoding of the file; on a terminal, what can be shown of it."""
    if sys.stdout.isatty():
        sys.stdout.write(printable(diff.decode(errors="backslashreplace"), keep="\n\t"))
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(diff)
    else:  # in memory
        sys.stdout.write(diff.decode(errors="surrogateescape"))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
