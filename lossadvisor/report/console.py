"""The console that reports are shown on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console(*, force: bool = False) -> Console:
    """A rich console on stdout; `force` keeps colours where stdout is not a terminal."""
    from rich.console import Console

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # and no end of the program with a code of rich's own

    return Ours(file=sys.stdout, force_terminal=True if force else None, highlight=False)
