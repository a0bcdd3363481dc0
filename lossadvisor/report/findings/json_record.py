"""A check as one JSON object. Keys are only ever added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from lossadvisor.check.findings import Finding, Severity
from lossadvisor.check.reports import FileReport, Location, Tally
from lossadvisor.check.seen import Place
from lossadvisor.version import __version__

from .statistics import Count, counts
from .words import encodable

CHECK = "lossadvisor/check/2"
NOWHERE = Location(0, 0, 0, 0)


class RelatedRecord(Struct, frozen=True):
    """Another place that takes part in a finding."""

    line: int
    column: int
    cell: int | None
    cell_line: int | None
    says: str


class FindingRecord(Struct, frozen=True):
    """A finding. Lines and columns count from 1 in the file, also in a notebook's JSON; 0 stands for nowhere.

    `cell` is the position among all cells of a notebook, from 1; `cell_line` and `cell_column` count in it.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None
    cell_line: int | None
    cell_column: int | None
    severity: Severity
    name: str
    says: str
    because: str
    fix: str
    related: tuple[RelatedRecord, ...]
    fixable: bool


class UnfollowedRecord(Struct, frozen=True):
    """What could not be resolved at a compile()."""

    file: str
    line: int
    cell: int | None
    cell_line: int | None
    what: str
    why: str


class UnreadableRecord(Struct, frozen=True):
    """A file, or a cell of it, that could not be checked."""

    file: str
    line: int
    cell: int | None
    cell_line: int | None
    why: str


class RemarkRecord(Struct, frozen=True):
    """A word about a line of a file that is no finding, such as on a comment that ignores nothing.

    `name` is "unused-ignore" or "unknown-ignore" for what is about a comment, and else empty.
    """

    file: str
    line: int
    cell: int | None
    cell_line: int | None
    name: str
    says: str


class StaleRecord(Struct, frozen=True):
    """What a baseline knows of a file, and is found there no longer."""

    file: str
    name: str
    count: int


class Record(Struct, frozen=True, tag_field="schema", tag=CHECK):
    """What `check --format json` prints."""

    version: str
    findings: tuple[FindingRecord, ...]
    unfollowed: tuple[UnfollowedRecord, ...]
    unreadable: tuple[UnreadableRecord, ...]
    summary: Tally
    statistics: tuple[Count, ...] = ()
    known: tuple[FindingRecord, ...] = ()
    stale: tuple[StaleRecord, ...] = ()
    remarks: tuple[RemarkRecord, ...] = ()


def record(reports: Iterable[FileReport], tally: Tally) -> Record:
    """The whole run."""
    findings: list[FindingRecord] = []
    unfollowed: list[UnfollowedRecord] = []
    unreadable: list[UnreadableRecord] = []
    counted: list[Finding] = []
    known: list[FindingRecord] = []
    stale: list[StaleRecord] = []
    remarks: list[RemarkRecord] = []
    for report in reports:
        counted += report.checked.findings
        findings += (_finding(report, finding) for finding in report.checked.findings)
        unfollowed += _unfollowed(report)
        unreadable += _unreadable(report)
        known += (_finding(report, finding) for finding in report.known)
        stale += _stale(report)
        remarks += _remarks(report)
    told = tuple(findings), tuple(unfollowed), tuple(unreadable)
    more = tuple(known), tuple(stale), tuple(remarks)
    return Record(__version__, *told, tally, counts(counted), *more)


def _remarks(report: FileReport) -> Iterable[RemarkRecord]:
    for each in report.remarks:
        cell_line = each.line if each.cell else None
        told = each.name, encodable(each.says)
        yield RemarkRecord(encodable(report.path), each.place, each.cell or None, cell_line, *told)


def _stale(report: FileReport) -> Iterable[StaleRecord]:
    for name, count in Counter(name for name, _ in report.stale).items():
        yield StaleRecord(encodable(report.path), name, count)


def _finding(report: FileReport, finding: Finding) -> FindingRecord:
    location = report.locations.get(finding.place, NOWHERE)
    cell, cell_line = _cell(location)
    return FindingRecord(
        encodable(report.path), location.line, location.column, location.end_line, location.end_column,
        cell, cell_line, location.cell_column if cell else None,
        finding.severity, finding.name,
        encodable(finding.says), encodable(finding.because), encodable(finding.fix),
        tuple(_related(report, each.place, each.says) for each in finding.related),
        bool(finding.edits),
    )  # fmt: skip


def _related(report: FileReport, place: Place, says: str) -> RelatedRecord:
    location = report.locations.get(place, NOWHERE)
    return RelatedRecord(location.line, location.column, *_cell(location), encodable(says))


def _unfollowed(report: FileReport) -> Iterable[UnfollowedRecord]:
    for each in report.checked.unfollowed:
        location = report.locations.get(each.place, NOWHERE)
        told = map(encodable, (each.what, each.why))
        yield UnfollowedRecord(encodable(report.path), location.line, *_cell(location), *told)


def _unreadable(report: FileReport) -> Iterable[UnreadableRecord]:
    path = encodable(report.path)
    if report.unreadable:
        yield UnreadableRecord(path, report.line, None, None, encodable(report.unreadable))
    for unparsed in report.unparsed:
        cell_line = unparsed.line if unparsed.cell else None
        yield UnreadableRecord(
            path, unparsed.place, unparsed.cell or None, cell_line, encodable(unparsed.says)
        )


def _cell(location: Location) -> tuple[int | None, int | None]:
    return location.cell or None, location.cell_line or None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a check is printed as."""
    (printed,), definitions = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": CHECK, **printed, "$defs": definitions}
