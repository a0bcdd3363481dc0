"""A check as text, one line for each finding: for pipes, editors and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lossadvisor.check.reports import FileReport, Tally

from .words import not_known, sentence, summary, where


def lines(reports: Iterable[FileReport], tally: Tally) -> Iterator[str]:
    """The lines of the whole run, the sums last."""
    for report in reports:
        for finding in report.checked.findings:
            place = where(report, finding.place)
            yield f"{place}: {finding.severity} {finding.name}: {sentence(finding)}"
        yield from not_known(report)
    yield summary(tally)
