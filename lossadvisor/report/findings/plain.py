"""A check as text, one line for each finding: for pipes, editors and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport, Tally
from lossadvisor.errors import printable

from .sums import summary
from .words import besides, mark, sentence, where


def lines(reports: Iterable[FileReport], tally: Tally, *, concise: bool = False) -> Iterator[str]:
    """The lines of the whole run, the sums last. Those that are `concise` only say what is wrong."""
    for report in reports:
        for finding in report.checked.findings:
            says = _short(finding) if concise else sentence(finding)
            place = where(report, finding.place)
            yield f"{place}: {finding.severity} {finding.name}: {says}{mark(finding)}"
        yield from besides(report)
    yield summary(tally)


def _short(finding: Finding) -> str:
    return printable(finding.says.rstrip("."))
