"""The options of the command `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from lossadvisor.check.configuration import FailOn
from lossadvisor.check.findings import Severity
from lossadvisor.report.findings import formats

SPOKEN = "A head instead of files"
SETTINGS = "Settings"
Several = list[str] | None
Paths = Annotated[
    Several,
    typer.Argument(
        metavar="PATHS", help="Python files, notebooks, saved models, folders; - for standard input."
    ),
]
if TYPE_CHECKING:
    Format: TypeAlias = str
else:
    Format = Literal[tuple(formats.FORMATS)]
CheckFormat = Annotated[
    Format | None,
    typer.Option(
        metavar="FORMAT",
        help=f"How it is told: {', '.join(formats.FORMATS)} (default: full on a terminal, else plain).",
        rich_help_panel=SETTINGS,
    ),
]
Least = Annotated[
    Severity | None,
    typer.Option(
        metavar="SEVERITY", help="The lowest severity that is shown: note, warning or error (default: note)."
    ),
]
Failing = Annotated[
    FailOn | None,
    typer.Option(
        metavar="SEVERITY",
        help="The lowest severity that makes the exit code 1, or never (default: warning).",
    ),
]
ExitZero = Annotated[
    bool,
    typer.Option(
        "--exit-zero-unreadable", help="Let files that cannot be read pass; else the exit code is 2."
    ),
]
Select = Annotated[Several, typer.Option(metavar="NAMES", help="Only these findings, separated by commas.")]
Ignore = Annotated[Several, typer.Option(metavar="NAMES", help="Not these findings, separated by commas.")]
Exclude = Annotated[
    Several, typer.Option(metavar="GLOB", help="Files to leave out, written as in .gitignore.")
]
Fix = Annotated[bool, typer.Option("--fix", help="Make the fixes that are one clear local change.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Count the findings by name instead of telling each.")
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="FILE", help="What is in this file is known: only new findings are told."
    ),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option("--write-baseline", metavar="FILE", help="Make all that is found known, in this file."),
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
    str | None, typer.Option(metavar="NAME", help="Its activation.", rich_help_panel=SPOKEN)
]
Loss = Annotated[str | None, typer.Option(metavar="NAME", help="Its loss.", rich_help_panel=SPOKEN)]
Units = Annotated[int | None, typer.Option(metavar="N", min=1, help="Its units.", rich_help_panel=SPOKEN)]
Labels = Annotated[
    str | None, typer.Option(metavar="NAME", help="How the labels are written.", rich_help_panel=SPOKEN)
]
Metrics = Annotated[
    Several, typer.Option(metavar="NAMES", help="Its metrics, separated by commas.", rich_help_panel=SPOKEN)
]
FromLogits = Annotated[
    bool, typer.Option("--from-logits", help="The loss takes logits.", rich_help_panel=SPOKEN)
]
