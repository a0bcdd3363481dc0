"""A check as HTML for notebooks: each finding with its reason and its fix, the sums last."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport, Tally
from lossadvisor.errors import printable

from .sums import summary
from .words import besides, where


def rendered(reports: Iterable[FileReport], tally: Tally) -> str:
    """The whole run. It has no colours, which may not fit a dark notebook."""
    parts = [part for report in reports for part in _parts(report)]
    return "\n".join(["<div>", *parts, f"<p>{_text(summary(tally))}</p>", "</div>"])


def _parts(report: FileReport) -> list[str]:
    found = [_finding(report, each) for each in report.checked.findings]
    return [*found, *(f"<p>{_text(line)}</p>" for line in besides(report))]


def _finding(report: FileReport, finding: Finding) -> str:
    head = f"<b>{finding.severity}: {_text(finding.says)}</b> <code>{_text(finding.name)}</code>"
    rows = [f"{_text(finding.because)}", f"fix: {_text(finding.fix)}" if finding.fix else ""]
    rows.append(_text(where(report, finding.place)))
    return f"<p>{head}<br>{'<br>'.join(filter(None, rows))}</p>"


def _text(said: str) -> str:
    return escape(printable(said))
