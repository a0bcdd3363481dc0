"""What an audit gives: its findings as records, which show themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport, Tally


class AuditReport(Struct, frozen=True, eq=False):
    """What was found in a running model. It is true where something is an error or a warning.

    So `assert not audit(model, x, y)` stops a program, and notes do not. Iterating gives the findings.
    """

    reports: tuple[FileReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, each with `name`, `severity`, `says`, `because` and `fix`."""
        return tuple(finding for report in self.reports for finding in report.checked.findings)

    @property
    def unfollowed(self) -> tuple[str, ...]:
        """What could not be judged, and why."""
        found = (each for report in self.reports for each in report.checked.unfollowed)
        return tuple(f"{each.what}: {each.why}" for each in found)

    def __bool__(self) -> bool:
        return any(each.severity != "note" for each in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __str__(self) -> str:
        from lossadvisor.report.findings.plain import lines

        tally = Tally()
        return "\n".join(lines(tally.counted(self.reports), tally))

    @property
    def json(self) -> str:
        """The same as `check --format json` prints."""
        from lossadvisor.report import encoding
        from lossadvisor.report.findings.json_record import record

        tally = Tally()
        return encoding.encoded(record(tally.counted(self.reports), tally))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython shows in a terminal."""
        printer.text(str(self))

    def _repr_html_(self) -> str:
        from lossadvisor.report.findings.html import rendered

        tally = Tally()
        return rendered(tally.counted(self.reports), tally)

    def __repr__(self) -> str:
        return f"<AuditReport: {', '.join(each.name for each in self.findings) or 'nothing found'}>"
