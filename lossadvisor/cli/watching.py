"""Somebody watches trainings: a bar on a terminal, and Ctrl-C, which ends them with what there is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from . import ending

if TYPE_CHECKING:
    from lossadvisor.trying.records import Job, Run


class Watch:
    """Hands on runs as they come. A `budget` in seconds fills the bar with time in the place of trainings."""

    def __init__(self, budget: float = 0) -> None:
        self.budget, self.is_stopped = budget, False

    def __call__(self, runs: Iterator[Run], todo: Sequence[Job]) -> Iterator[Run]:
        try:
            yield from self._shown(_answered(runs), todo)
        except KeyboardInterrupt:
            self.is_stopped = True
            raise

    def _shown(self, runs: Iterator[Run], todo: Sequence[Job]) -> Iterator[Run]:
        if not sys.stderr.isatty():
            return runs
        from lossadvisor.report.progress import counted, timed

        if self.budget:
            return timed(runs, self.budget, "training")
        return counted(runs, len(todo), "training")


def _answered(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs, until somebody asks for an end: also where that was lost meanwhile."""
    ending.answer()
    for run in runs:
        yield run
        ending.answer()
