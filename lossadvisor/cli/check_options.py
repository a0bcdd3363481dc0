"""The options of the command `check`, each with a help that fits on one line as far as that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from lossadvisor.check.configuration import FailOn
from lossadvisor.check.findings import Severity
from lossadvisor.report.findings import formats

FAILING = "Exit code"
SETTINGS = "Settings"
SPOKEN = "A head instead of files"

Several = list[str] | None
Paths = Annotated[
    Several,
    typer.Argument(
        metavar="PATHS", help="Python files, notebooks, saved models or folders; - for standard input."
    ),
]
if TYPE_CHECKING:
    Format: TypeAlias = str
else:
    Format = Literal[tuple(formats.FORMATS)]
FORMATS = ", ".join(formats.FORMATS)
CheckFormat = Annotated[
    Format | None,
    typer.Option(metavar="FORMAT", help=f"{FORMATS} (default: full on a terminal, else plain)."),
]
Least = Annotated[
    Severity | None,
    typer.Option(metavar="SEVERITY", help="Lowest severity to show: note, warning or error (default: note)."),
]


def _findings(incomplete: str) -> list[tuple[str, str]]:
    """The findings that a shell offers; those before the last comma stay."""
    from lossadvisor.lookup.findings import plain

    from .commands import rules_at

    before, comma, last = incomplete.rpartition(",")
    known = rules_at(None).findings.values()
    return [(f"{before}{comma}{each.name}", plain(each.says)) for each in known if each.name.startswith(last)]


Select = Annotated[
    Several,
    typer.Option(
        metavar="NAMES",
        help="Only these findings, separated by commas.",
        autocompletion=lambda incomplete: _findings(incomplete),
    ),
]
Ignore = Annotated[
    Several,
    typer.Option(
        metavar="NAMES",
        help="All except these findings.",
        autocompletion=lambda incomplete: _findings(incomplete),
    ),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count the findings by name.")]
Fix = Annotated[bool, typer.Option("--fix", help="Apply the fixes that are marked with [*].")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix or --add-ignore would change.")]
AddIgnore = Annotated[
    bool, typer.Option("--add-ignore", help="Write comments that ignore what is found today.")
]
UnusedIgnores = Annotated[bool, typer.Option("--unused-ignores", help="Name comments that ignore nothing.")]
Watching = Annotated[bool, typer.Option("--watch", help="Check again what changes, until Ctrl-C.")]
Exclude = Annotated[Several, typer.Option(metavar="GLOB", help="Files to skip, as in .gitignore.")]
Failing = Annotated[
    FailOn | None,
    typer.Option(
        metavar="SEVERITY",
        help="Lowest severity that fails: note, warning, error or never (default: warning).",
        rich_help_panel=FAILING,
    ),
]
ExitZero = Annotated[
    bool,
    typer.Option("--exit-zero-unreadable", help="Do not fail on unreadable files.", rich_help_panel=FAILING),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Show only findings that are not in this file.",
        rich_help_panel=FAILING,
    ),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        "--write-baseline", metavar="FILE", help="Write all findings to this file.", rich_help_panel=FAILING
    ),
]
NoConfig = Annotated[
    bool, typer.Option("--no-config", help="Do not read pyproject.toml.", rich_help_panel=SETTINGS)
]
Jobs = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=0,
        max=1024,
        show_default=False,
        help="Number of processes (default: one per core).",
        rich_help_panel=SETTINGS,
    ),
]
Activation = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Its activation; linear means none.", rich_help_panel=SPOKEN),
]
Loss = Annotated[str | None, typer.Option(metavar="NAME", help="Its loss.", rich_help_panel=SPOKEN)]
Units = Annotated[int | None, typer.Option(metavar="N", min=1, help="Its units.", rich_help_panel=SPOKEN)]
Labels = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Its labels, such as integer or one-hot.", rich_help_panel=SPOKEN),
]
Metrics = Annotated[
    Several, typer.Option(metavar="NAMES", help="Its metrics, separated by commas.", rich_help_panel=SPOKEN)
]
FromLogits = Annotated[
    bool, typer.Option("--from-logits", help="Its loss takes logits.", rich_help_panel=SPOKEN)
]
