"""A check as workflow commands: GitHub shows them as annotations at the lines of a change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import HEAD, FileReport
from lossadvisor.errors import printable

from .words import STALE, in_cell, sentence

LINE_ENDS = "\r\n"  # which have escapes of their own here
NOT_CHECKED = "not checked"
REMARK = "remark"
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def lines(reports: Iterable[FileReport]) -> Iterator[str]:
    """A command for each finding, and one for each file that could not be read."""
    for report in reports:
        for finding in report.checked.findings:
            where = {**_where(report, finding), "title": finding.name}
            yield _command(LEVELS[finding.severity], where, sentence(finding))
        if report.unreadable:
            where = {"file": _path(report), "line": report.line or 1, "title": NOT_CHECKED}
            yield _command("notice" if report.excused else "warning", where, report.unreadable)
        yield from _unparsed(report)
        yield from _remarked(report)
        yield from _stale(report)


def _unparsed(report: FileReport) -> Iterator[str]:
    """A command for each part that could not be read."""
    for each in report.unparsed:
        where = {"file": _path(report), "line": each.place or 1, "title": NOT_CHECKED}
        yield _command("warning", where, in_cell(each))


def _remarked(report: FileReport) -> Iterator[str]:
    """A command for each word about the file, such as on a comment that ignores nothing."""
    for each in report.remarks:
        where = {"file": _path(report), "line": each.place or 1, "title": each.name or REMARK}
        yield _command("notice", where, in_cell(each))


def _stale(report: FileReport) -> Iterator[str]:
    for name in dict.fromkeys(name for name, _ in report.stale):
        yield _command("notice", {"file": _path(report), "line": 1, "title": "known"}, STALE.format(name))


def _where(report: FileReport, finding: Finding) -> dict[str, object]:
    location = report.locations.get(finding.place)
    if report.kind == HEAD:
        return {}
    if location is None:
        return {"file": _path(report)}
    place = {"file": _path(report), "line": location.line, "endLine": location.end_line}
    if location.line == location.end_line:  # columns over several lines are refused
        place |= {"col": location.column, "endColumn": location.end_column}
    return place


def _path(report: FileReport) -> str:
    return printable(report.path.replace(os.sep, "/"), keep=LINE_ENDS)


def _command(level: str, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {written}::{_escaped(printable(message, keep=LINE_ENDS))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
