"""What the text of a program that was run tells of its predictions, which no audit of a batch can see."""

from __future__ import annotations

from msgspec.structs import replace

from lossadvisor.check import onefile
from lossadvisor.check.findings import Checked
from lossadvisor.check.reports import FileReport, Source, Wanted
from lossadvisor.rulebook.rules import Rules

from .sites import relative


def misread(rules: Rules, path: str) -> FileReport | None:
    """How a program misreads what predict() gives, as `check` finds it; None where it does not."""
    names = frozenset(name for name, rule in rules.findings.items() if rule.at == "prediction")
    source = Source(relative(path), "python", named=True)
    report = onefile.report(rules, source, Wanted(select=names, proven=False))
    found = tuple(replace(each, repairs=()) for each in report.checked.findings)
    return replace(report, checked=Checked(found), unreadable="") if found else None


def with_report(reports: tuple[FileReport, ...], more: FileReport) -> tuple[FileReport, ...]:
    """The reports of some files and one more, which goes into that of the same file."""
    for number, each in enumerate(reports):
        if each.path == more.path:
            old, new = each.checked, more.checked
            checked = replace(old, findings=(*old.findings, *new.findings))
            both = replace(each, checked=checked, locations={**each.locations, **more.locations})
            return (*reports[:number], both, *reports[number + 1 :])
    return (*reports, more)
