"""The command `run`: a program is run unchanged, and what its models are like is told on stderr."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from msgspec.structs import replace

from lossadvisor.auditing.hooks import Hooks
from lossadvisor.auditing.predictions import misread, with_report
from lossadvisor.auditing.program import run as ran
from lossadvisor.auditing.records import AuditReport
from lossadvisor.check.configuration import FailOn
from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.reports import FileReport, Tally
from lossadvisor.errors import AdvisorError
from lossadvisor.report.findings import formats
from lossadvisor.rulebook.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE = ("full", "concise", "plain", "terminal", None)  # formats in which each model is told of by itself
FORMATS = ", ".join(formats.FORMATS)
Program = Annotated[str, typer.Argument(metavar="PROGRAM", help="The program to run.")]
Arguments = Annotated[
    list[str] | None, typer.Argument(metavar="ARGUMENTS", help="What the program itself is given.")
]
StopAtFit = Annotated[bool, typer.Option("--stop-at-fit", help="End when the first batch has been judged.")]
if TYPE_CHECKING:
    Format = str
else:
    Format = Literal[tuple(formats.FORMATS)]
RunFormat = Annotated[
    Format | None,
    typer.Option(metavar="FORMAT", help=f"{FORMATS} (default: full on a terminal, else plain)."),
]
Failing = Annotated[
    FailOn, typer.Option(metavar="SEVERITY", help="Least that fails: note, warning, error or never.")
]


def run(
    program: Program,
    arguments: Arguments = None,
    stop_at_fit: StopAtFit = False,
    format: RunFormat = None,
    fail_on: Failing = "warning",
) -> int:
    """Run a program, and judge each model that it trains on its first batch; findings go to stderr.

    What it makes of predictions is read in its text, as by check.

    For example: lossadvisor run --stop-at-fit train.py --epochs 50
    """
    told = Told(format, misread(load(None), program))
    hooks = Hooks(told.add, stop_at_fit=stop_at_fit)
    code = ran(program, arguments or [], hooks)
    told.end()
    if code:
        return code
    if not told.models:
        raise AdvisorError(f"{program}: no model was trained by fit() or train_on_batch(); none was judged")
    return int(fail_on != "never" and told.tally.at_least(fail_on) > 0)


class Told:
    """What was found so far, each thing told once: at once where people read it, else at the end.

    What the `text` of the program shows is told with its first model.
    """

    def __init__(self, format: str | None, text: FileReport | None = None) -> None:
        self.tally, self.models, self._text = Tally(), 0, text
        self._format, self._known = format, set[tuple[str, Finding]]()
        self._reports: list[FileReport] = []

    def add(self, found: AuditReport) -> None:
        """Tell of one more model what has not been told of another."""
        self.models += 1
        reports = found.reports
        if self._text is not None and self.models == 1:
            reports = with_report(reports, self._text)
        new = [self._new(each) for each in reports]
        told = [each for each in new if each.checked.findings or each.checked.unfollowed]
        if told or self.models == 1:
            self._reports += told or new[:1]
            if self._format in AT_ONCE:
                self._write(told or new[:1], Tally())
        deque(self.tally.counted(told), maxlen=0)

    def end(self) -> None:
        """Tell all of it, in a format that is one text."""
        if self._format not in AT_ONCE:
            self._write(self._reports, Tally())

    def _new(self, report: FileReport) -> FileReport:
        found = [each for each in report.checked.findings if (report.path, each) not in self._known]
        self._known |= {(report.path, each) for each in found}
        old = report.checked
        return replace(report, checked=Checked(tuple(found), old.unfollowed, old.compiles))

    def _write(self, reports: Iterable[FileReport], tally: Tally) -> None:
        sys.stdout.flush()
        with redirect_stdout(sys.stderr):
            formats.write(tally.counted(reports), tally, load(None), self._format)
        sys.stderr.flush()
