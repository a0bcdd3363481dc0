"""How far a long check has come, on the terminal behind stderr."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from lossadvisor.check.reports import FileReport

EVERY = 0.1  # seconds between two looks
T = TypeVar("T")


def shown(reports: Iterable[FileReport], total: int) -> Iterator[FileReport]:
    """The reports, while a bar tells how many have come; it steps aside for what is printed of them."""
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(
        console=Console(stderr=True), transient=True, auto_refresh=False,
        redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    with bar:
        task, painted = bar.add_task("checking", total=total), 0.0
        for report in reports:
            if _prints(report):
                bar.stop()
                yield report
                bar.start()
            else:
                yield report
            bar.advance(task)
            if time.monotonic() - painted > EVERY:
                bar.refresh()
                painted = time.monotonic()


def _prints(report: FileReport) -> bool:
    checked = report.checked
    return bool(
        checked.findings or checked.unfollowed or report.unreadable or report.unparsed or report.remarks
    )


def counted(things: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The things as they come, while a bar tells how many have and how long the rest takes."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for thing in things:
            yield thing
            bar.advance(task)


def timed(things: Iterable[T], seconds: float, what: str) -> Iterator[T]:
    """The things as they come, while a bar tells how much of the time is over."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task, began = bar.add_task(what, total=seconds), time.monotonic()
        for thing in things:
            yield thing
            bar.update(task, completed=min(time.monotonic() - began, seconds))
