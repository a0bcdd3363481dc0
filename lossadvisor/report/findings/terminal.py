"""A check on a terminal, as a good compiler tells it: the line, what is wrong under it, and the way out."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport, Tally
from lossadvisor.check.seen import Place
from lossadvisor.errors import printable
from lossadvisor.report.outlines.outline import Code
from lossadvisor.report.outlines.terminal import WIDEST, highlighted

from .statistics import rows
from .sums import summary
from .words import besides, fixed_lines, mark, near, unread, where

COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
TAB = "    "
FIX = 6  # before a fixed line
MARGIN = 5  # beside the number of a line


def show(reports: Iterable[FileReport], tally: Tally, console: Console) -> None:
    """Print the whole run, file by file, the sums last."""
    for report in reports:
        for finding in report.checked.findings:
            _show_finding(report, finding, console)
        _show_besides(report, console)
    _show_sums(tally, console)


def show_lines(reports: Iterable[FileReport], tally: Tally, console: Console) -> None:
    """Print the whole run with a line for each finding, the sums last."""
    for report in reports:
        for finding in report.checked.findings:
            place, _, severity = _head(report, finding)
            says = f" {finding.name}: {printable(finding.says.rstrip('.'))}"
            console.print(Text.assemble(place, ": ", severity, says, _marked(finding)), soft_wrap=True)
        _show_besides(report, console)
    _show_sums(tally, console)


def show_statistics(reports: Iterable[FileReport], tally: Tally, console: Console) -> None:
    """Print what could not be read, how often each finding was made, and the sums last."""
    findings: list[Finding] = []
    for report in reports:
        findings += report.checked.findings
        for line in unread(report):
            console.print(Text(line, style="dim"), soft_wrap=True)
    for number, severity, rest in rows(findings):
        console.print(Text.assemble(f"{number}  ", (severity, COLOURS[severity]), rest), soft_wrap=True)
    _show_sums(tally, console)


def _show_besides(report: FileReport, console: Console) -> None:
    for line in besides(report):
        console.print(Text(line, style="dim"), soft_wrap=True)


def _show_sums(tally: Tally, console: Console) -> None:
    console.print(Text(summary(tally), style=_style(tally)), soft_wrap=not console.is_terminal)


def _style(tally: Tally) -> str:
    """The colour of the gravest; no green where something was not seen."""
    counts = zip(COLOURS.values(), (tally.errors, tally.warnings, tally.notes), strict=True)
    found = next((style for style, count in counts if count), "")
    unseen = tally.lost or tally.unreadable or tally.partly or not tally.models
    return found or ("bold" if unseen else "bold green")


def _show_finding(report: FileReport, finding: Finding, console: Console) -> None:
    width = min(console.width, WIDEST)
    head = Text.assemble(*_head(report, finding), f" {finding.name}", _marked(finding))
    console.print(head, soft_wrap=True)
    console.print(Padding(Text(printable(finding.says)), (0, 0, 0, 2)), width=width)
    _show_source(report, finding.place, console, COLOURS[finding.severity])
    if finding.because:
        console.print(Padding(Text(f"because {printable(finding.because)}"), (0, 0, 0, 2)), width=width)
    for related in finding.related:
        said = f"  {where(report, related.place)}: {printable(related.says)}"
        console.print(Text(said, style="dim"), soft_wrap=True)  # padding would cut it off
        _show_source(report, related.place, console, "dim")
    if finding.fix:
        fix = Text.assemble(("fix: ", "bold green"), printable(finding.fix))
        console.print(Padding(fix, (0, 0, 0, 2)), width=width)
        for line, begin in fixed_lines(report, finding):
            shown, _ = _window(line, begin, 1, width - FIX)
            console.print(Padding(highlighted(Code(shown)), (0, 0, 0, FIX)), soft_wrap=True)
    console.print()


def _head(report: FileReport, finding: Finding) -> tuple[tuple[str, str], ...]:
    """Where, and how grave."""
    return (where(report, finding.place), "bold"), (" ", ""), (finding.severity, COLOURS[finding.severity])


def _marked(finding: Finding) -> tuple[str, str]:
    return mark(finding), "bold green"


def _show_source(report: FileReport, place: Place, console: Console, style: str) -> None:
    """The line of the program with what is meant underlined."""
    location = report.locations.get(place)
    if location is None or not location.source.strip():
        return
    seen = location.seen
    source, column = near(location.source, seen.column - 1)
    number = str(seen.line)
    meant_here = seen.end_column - seen.column if seen.end_line == seen.line else len(source)
    before, meant = _halves(source, column, meant_here)
    line = printable(source.replace("\t", TAB))
    shift = len(line) - len(line.lstrip())
    room = min(console.width, WIDEST) - len(number) - MARGIN
    shown, begin = _window(line[shift:], max(0, before - shift), meant, room)
    caret = " " * begin + "^" * max(1, min(meant, room - begin))
    for margin, text in ((number, Text(shown)), (" " * len(number), Text(caret, style))):
        console.print(Text.assemble((f"  {margin} │ ", "dim"), text), soft_wrap=True)


def _window(line: str, begin: int, meant: int, room: int) -> tuple[str, int]:
    """As much of a line as there is room for, with what is meant in it, and where that begins then."""
    if len(line) <= room or Text(line).cell_len != len(line):  # wide letters are left to the terminal
        return line, begin
    start = max(0, min(begin + min(meant, room) - room + 2, begin)) if begin + meant > room - 1 else 0
    shown = line[start : start + room - 1] + "…" if start + room - 1 < len(line) else line[start:]
    return (f"…{shown[1:]}" if start else shown), begin - start


def _halves(source: str, begin: int, letters: int) -> tuple[int, int]:
    """How many columns of a terminal stand before so many letters of a line, and how many they take."""
    return _columns(source[:begin]), _columns(source[begin : begin + letters].rstrip())


def _columns(text: str) -> int:
    return Text(printable(text.replace("\t", TAB))).cell_len
