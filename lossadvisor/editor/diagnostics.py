"""What was found in a file as an editor marks it: where, how grave, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import (
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Position,
    Range,
)
from lsprotocol.types import Location as Linked
from msgspec.structs import replace

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport
from lossadvisor.check.seen import Place, Unfollowed
from lossadvisor.errors import printable

from .positions import Columns
from .texts import Cell, File, moved

SOURCE = "lossadvisor"
SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "note": DiagnosticSeverity.Information,
}
NOT_FOLLOWED = "not-followed"


def diagnostics(file: File, report: FileReport, columns: Columns) -> dict[str, list[Diagnostic]]:
    """What to mark in each cell of a file, by its address; nothing in those that are right."""
    told: dict[str, list[Diagnostic]] = {each.uri: [] for each in file.cells}
    for finding in report.checked.findings:
        cell, place = in_cell(file, report, finding.place)
        told[cell.uri].append(_finding(file, report, finding, columns.range(cell.lines, place), columns))
    for unfollowed in report.checked.unfollowed:
        cell, place = in_cell(file, report, unfollowed.place)
        told[cell.uri].append(_unfollowed(unfollowed, columns.range(cell.lines, place)))
    return told


def in_cell(file: File, report: FileReport, place: Place) -> tuple[Cell, Place]:
    """The cell that a place of the text is in, and the place as that cell counts its lines."""
    location = report.locations.get(place)
    if location is None:
        return file.cell(0), place
    seen = location.seen
    return file.cell(location.cell), replace(seen, end_line=max(seen.line, seen.end_line))


def _finding(file: File, report: FileReport, finding: Finding, range: Range, columns: Columns) -> Diagnostic:
    fix = f"Fix: {finding.fix.strip()}" if finding.fix else ""
    related = tuple(_related(file, report, finding, columns))
    return Diagnostic(
        range,
        "\n".join(printable(each) for each in (finding.says, finding.because) if each)
        + (f"\n{fix}" if fix else ""),
        SEVERITIES[finding.severity],
        finding.name,
        source=SOURCE,
        related_information=related or None,
    )


def _related(
    file: File, report: FileReport, finding: Finding, columns: Columns
) -> Iterator[DiagnosticRelatedInformation]:
    for each in finding.related:
        cell, place = in_cell(file, report, each.place)
        where = Linked(cell.uri, columns.range(cell.lines, place))
        yield DiagnosticRelatedInformation(where, printable(each.says))


def _unfollowed(unfollowed: Unfollowed, range: Range) -> Diagnostic:
    says = f"could not follow {printable(unfollowed.what)} ({printable(unfollowed.why)})"
    return Diagnostic(range, says, DiagnosticSeverity.Hint, NOT_FOLLOWED, source=SOURCE)


def grayed(before: Cell, now: Cell, told: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings of an older text of a cell, moved along with their lines and marked as old."""
    return [_moved(each, before.lines, now.lines) for each in told]


def _moved(old: Diagnostic, before: Sequence[str], now: Sequence[str]) -> Diagnostic:
    begin, end = old.range.start, old.range.end
    line = moved(before, now, begin.line)
    return Diagnostic(
        Range(
            Position(line, begin.character),
            Position(min(line + end.line - begin.line, len(now) - 1), end.character),
        ),
        old.message,
        DiagnosticSeverity.Hint,
        old.code,
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary],
    )
