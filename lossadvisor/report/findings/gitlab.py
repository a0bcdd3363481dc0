"""A check as a code quality report, which GitLab shows at the lines of a merge request.

Its fields are those of the documentation on code quality in GitLab 17: a description, the name of the check,
a fingerprint that stays while lines move, a severity, and a path with a line.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import HEAD, FileReport, Location
from lossadvisor.errors import printable

from .words import in_cell, sentence

SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}
NOT_CHECKED = "not-checked"
REMARK = "remark"


def entries(reports: Iterable[FileReport]) -> Iterator[dict[str, object]]:
    """An entry for each finding, and one for each file that could not be read.

    What was given in words is in no file, and has no entry.
    """
    for report in reports:
        if report.kind == HEAD:
            continue
        alike: Counter[tuple[str, ...]] = Counter()
        for finding in report.checked.findings:
            location = report.locations.get(finding.place)
            known = _known(report, finding.name, location.source if location else finding.says, alike)
            yield _entry(
                report, known, finding.name, SEVERITIES[finding.severity], _says(finding, location), location
            )
        if report.unreadable:
            known = _known(report, NOT_CHECKED, "", alike)
            severity = "info" if report.excused else "major"
            yield _entry(report, known, NOT_CHECKED, severity, report.unreadable, None, report.line or 1)
        for each in report.unparsed:
            known = _known(report, NOT_CHECKED, each.says, alike)
            yield _entry(report, known, NOT_CHECKED, "major", in_cell(each), None, each.place or 1)
        for each in report.remarks:
            known = _known(report, each.name or REMARK, each.says, alike)
            yield _entry(report, known, each.name or REMARK, "info", in_cell(each), None, each.place or 1)


def _entry(
    report: FileReport,
    fingerprint: str,
    name: str,
    severity: str,
    says: str,
    location: Location | None,
    line: int = 1,
) -> dict[str, object]:
    lines = {"begin": location.line, "end": location.end_line} if location else {"begin": line}
    return {
        "description": printable(says),
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path(report), "lines": lines},
    }


def _says(finding: Finding, location: Location | None) -> str:
    cell = f" (cell {location.cell}, line {location.cell_line})" if location and location.cell else ""
    return sentence(finding) + cell


def _known(report: FileReport, name: str, line: str, alike: Counter[tuple[str, ...]]) -> str:
    """A word for a finding by its file, its name and its line, however that is spaced and wherever it is."""
    key = (path(report), name, "".join(line.split()))
    alike[key] += 1
    words = "\n".join((*key, str(alike[key])))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


def path(report: FileReport) -> str:
    """The path from the folder in which the check runs, which is that of the project in a pipeline."""
    inside = os.path.relpath(report.path) if os.path.isabs(report.path) else report.path
    return printable(os.path.normpath(inside).replace(os.sep, "/"))
