"""What somebody's own data hold, on the command line: `inspect`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lossadvisor.report import encoding

from . import printing
from .commands import rules_at
from .common_options import RulesFolder, TextFormat


def inspect(
    place: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A table (CSV, TSV, JSON lines, Parquet, Arrow), arrays (.npy, .npz, .mat, HDF5), or a "
            "folder of classes or masks.",
        ),
    ],
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="NAME,…", help="The column or array to predict."),
    ] = None,
    validation: Annotated[
        str | None,
        typer.Option("--validation", metavar="FILE", help="The table to validate with: what do both hold?"),
    ] = None,
    format: TextFormat = None,
    rules: RulesFolder = None,
) -> int:
    """Show what a file of labels holds, and which tasks fit.

    For example: lossadvisor inspect train.csv --target quality
    """
    from lossadvisor.data.inspecting import inspection
    from lossadvisor.report.outlines.inspected import outline

    found = inspection(rules_at(rules), place, target, validation)
    if format == "json":
        sys.stdout.write(encoding.pretty(found))
    else:
        printing.print_outline(outline(found), format)
    return 0
