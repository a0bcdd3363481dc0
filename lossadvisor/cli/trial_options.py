"""The options of `try`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Data = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="A table; two arrays, features and labels; a folder of class folders with pictures; "
        "or two folders, pictures and their masks.",
    ),
]
Column = Annotated[
    str | None,
    typer.Option("--target", metavar="NAME,…", help="The column to predict.", rich_help_panel="Data"),
]
Group = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="A column whose rows stay together.", rich_help_panel="Data"),
]
Time = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="A column of times: the past trains, the future judges.", rich_help_panel="Data"
    ),
]
Heads = Annotated[
    list[str] | None,
    typer.Option(
        "--head", metavar="HEAD", help="One more head, 'softmax with kl-divergence'.", rich_help_panel="Trial"
    ),
]
Judged = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="What counts: mae, log-loss, f1, within-10%, cost …", rich_help_panel="Trial"
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="FILE:FUNCTION", help="Builds your model, without its last layer.", rich_help_panel="Trial"
    ),
]
Splits = Annotated[
    int | None,
    typer.Option(
        min=2, max=1000, metavar="N", help="How many splits; at most so many if --budget.",
        rich_help_panel="Trial",
    ),
]  # fmt: skip
Budget = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="How long to train, as 60s or 5m.", rich_help_panel="Trial"),
]
Seeds = Annotated[
    int,
    typer.Option(
        min=1, max=1000, metavar="N", help="How many starts on each split.", rich_help_panel="Trial"
    ),
]
Epochs = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Most epochs; those of the code if 0.", rich_help_panel="Trial"),
]
Processes = Annotated[
    int, typer.Option("--processes", min=1, metavar="N", help="How many at once.", rich_help_panel="Trial")
]
EngineName = Annotated[
    Literal["loop", "compiled"] | None,
    typer.Option(help="Train by fit(), or by compiled epochs.", rich_help_panel="Trial"),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="CLUSTER", help="Train on dask://HOST:PORT, or on ray.", rich_help_panel="Trial"
    ),
]
Again = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Do the trial of a JSON file again, and compare.", rich_help_panel="Trial"
    ),
]
Pictures = Annotated[
    bool | None,
    typer.Option(
        "--pictures/--no-pictures", help="Draw in letters; a terminal gets it if wide.",
        rich_help_panel="Trial",
    ),
]  # fmt: skip
PictureSize = Annotated[
    str | None,
    typer.Option(
        "--size", metavar="HxW", help="Pixels of pictures and masks, as 64 or 48x64.", rich_help_panel="Data"
    ),
]
PageFile = Annotated[
    str | None,
    typer.Option("--page", metavar="FILE", help="A new page (HTML) with pictures.", rich_help_panel="Trial"),
]
StoreFile = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE", help="Where runs are kept (SQLite).", rich_help_panel="Trial"),
]
