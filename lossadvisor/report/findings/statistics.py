"""How often each finding was made, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from lossadvisor.check.findings import SEVERITIES, Finding, Severity
from lossadvisor.check.reports import FileReport, Tally

from .sums import summary
from .words import unread

ALL, SOME = "[*]", "[-]"


class Count(Struct, frozen=True):
    """How often a finding was made with one severity, and how many of these --fix takes away."""

    name: str
    severity: Severity
    count: int
    fixable: int

    @property
    def mark(self) -> str:
        """Whether --fix takes all of them away, or some."""
        return ALL if self.fixable == self.count else SOME if self.fixable else ""


def counts(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """The counts of findings, the most first, of as many the gravest and then by name."""
    found: Counter[tuple[str, Severity]] = Counter()
    fixable: Counter[tuple[str, Severity]] = Counter()
    for each in findings:
        found[each.name, each.severity] += 1
        fixable[each.name, each.severity] += bool(each.edits)
    rows = [Count(*key, number, fixable[key]) for key, number in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, -SEVERITIES.index(row.severity), row.name)))


def rows(findings: Iterable[Finding]) -> Iterator[tuple[str, Severity, str]]:
    """Each count as it is told: the number, the severity, and the rest of the line."""
    found = counts(findings)
    number = max((len(str(row.count)) for row in found), default=0)
    name = max((len(row.name) for row in found), default=0)
    for row in found:
        grave = " " * (len("warning") - len(row.severity))
        yield f"{row.count:>{number}}", row.severity, f"{grave}  {row.name:<{name}} {row.mark}".rstrip()


def lines(reports: Iterable[FileReport], tally: Tally) -> Iterator[str]:
    """A line for what could not be read, one for each finding there is, and the sums last."""
    findings: list[Finding] = []
    for report in reports:
        findings += report.checked.findings
        yield from unread(report)
    for number, severity, rest in rows(findings):
        yield f"{number}  {severity}{rest}"
    yield summary(tally)
