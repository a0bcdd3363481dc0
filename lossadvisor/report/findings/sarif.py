"""A check in SARIF 2.1.0, which code hosts and editors read (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import HEAD, MISNAMED, UNUSED, FileReport, Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.lookup.findings import plain
from lossadvisor.rulebook.findings import FindingRule
from lossadvisor.version import __version__

from .words import STALE, encodable, in_cell

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
COMMENTS = [
    {"id": name, "shortDescription": {"text": says}, "defaultConfiguration": {"level": "note"}}
    for name, says in (
        (UNUSED, "A comment ignores what is not found there."),
        (MISNAMED, "A comment ignores what is not the name of a finding."),
    )
]


def document(reports: Iterable[FileReport], names: Mapping[str, FindingRule]) -> dict[str, Any]:
    """The whole run. `names` are the findings there can be."""
    indexes = {name: index for index, name in enumerate(names)}
    results: list[dict[str, Any]] = []
    unread: list[dict[str, Any]] = []
    for report in reports:
        results += (_result(report, finding, indexes) for finding in report.checked.findings)
        results += (_remarked(report, each) for each in report.remarks if each.name)
        unread += _notifications(report)
    driver = {
        "name": "lossadvisor",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [*(_rule(entry) for entry in names.values()), *COMMENTS],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": unread}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: FindingRule) -> dict[str, Any]:
    says, because, fix = (plain(text) for text in (entry.says, entry.because, entry.fix_says))
    whole = f"{_sentence(says)} {_sentence(because)}"
    measured = f"\nMeasured: {entry.measured}." if entry.measured else ""
    more = f"{whole}{measured}\nFix: {fix}\nMore: lossadvisor explain {entry.name}"
    return {
        "id": entry.name,
        "shortDescription": {"text": _sentence(says)},
        "fullDescription": {"text": whole},
        "help": {"text": more},
        "defaultConfiguration": {"level": entry.severity},
    }


def _sentence(text: str) -> str:
    first = text.partition(" ")[0]
    return (text[:1].upper() if first.isalpha() else text[:1]) + text[1:].rstrip(".") + "."


def _result(report: FileReport, finding: Finding, indexes: Mapping[str, int]) -> dict[str, Any]:
    says = " ".join(_sentence(text) for text in (finding.says, finding.because) if text)
    says += f" Fix: {finding.fix}" if finding.fix else ""
    result: dict[str, Any] = {
        "ruleId": finding.name,
        "level": finding.severity,
        "message": {"text": encodable(says)},
        "locations": _locations(report, [(finding.place, "")]),
        "relatedLocations": _locations(report, [(each.place, each.says) for each in finding.related]),
        "fixes": _fixes(report, finding),
    }
    if finding.name in indexes:
        result["ruleIndex"] = indexes[finding.name]
    return {key: value for key, value in result.items() if value != []}


def _remarked(report: FileReport, said: Remark) -> dict[str, Any]:
    """A word about the code as a result: hosts do not show notifications."""
    return {
        "ruleId": said.name,
        "level": "note",
        "message": {"text": encodable(_sentence(in_cell(said)))},
        "locations": [_location(report, _at(said.place))],
    }


def _locations(report: FileReport, places: Iterable[tuple[Place, str]]) -> list[dict[str, Any]]:
    if report.kind == HEAD:
        return []
    return [_location(report, report.locations.get(place), says) for place, says in places]


def _location(report: FileReport, location: Location | None, says: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(report.path)}
    if location is not None:
        physical["region"] = _region(location)
    if location is not None and location.cell:
        says = f"{says} (cell {location.cell}, line {location.cell_line})".strip()
    return {"physicalLocation": physical, **({"message": {"text": encodable(says)}} if says else {})}


def _artifact(path: str) -> dict[str, str]:
    inside = os.path.relpath(path) if os.path.isabs(path) else path
    if not inside.startswith(".."):
        return {"uri": _quoted(inside), "uriBaseId": ROOT}
    return {"uri": f"file://{_quoted(os.path.abspath(path))}"}


def _quoted(path: str) -> str:
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _region(location: Location) -> dict[str, int]:
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _fixes(report: FileReport, finding: Finding) -> list[dict[str, Any]]:
    """The fix as replacements in the file; in a notebook that is text of its JSON."""
    replacements = []
    for edit in finding.edits:
        location = report.locations.get(edit.place)
        if location is None:
            return []
        text = json.dumps(edit.text)[1:-1] if location.cell else edit.text
        replacements.append(
            {"deletedRegion": _region(location), "insertedContent": {"text": encodable(text)}}
        )
    if not replacements:
        return []
    change = {"artifactLocation": _artifact(report.path), "replacements": replacements}
    return [{"description": {"text": encodable(finding.fix)}, "artifactChanges": [change]}]


def _notifications(report: FileReport) -> Iterable[dict[str, Any]]:
    if report.unreadable:
        yield _notification(report.unreadable, _location(report, _at(report.line)))
    for unparsed in report.unparsed:
        yield _notification(in_cell(unparsed), _location(report, _at(unparsed.place)))
    for said in (each for each in report.remarks if not each.name):
        yield _notification(in_cell(said), _location(report, _at(said.place)), "note")
    for name in dict.fromkeys(name for name, _ in report.stale):
        yield _notification(STALE.format(name), _location(report, None), "note")


def _at(line: int) -> Location | None:
    return Location(line, 1, line, 1) if line else None


def _notification(says: str, location: dict[str, Any], level: str = "warning") -> dict[str, Any]:
    return {"level": level, "message": {"text": encodable(says)}, "locations": [location]}
