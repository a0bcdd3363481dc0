"""Standard output and standard error as they may be: read to the end, closed early, or on a full disk."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from lossadvisor.errors import printable


def named(text: str) -> str:
    """A text from outside as a line may begin with it, so that GitHub takes no name for a command."""
    shown = printable(text)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def tell(line: str) -> None:
    """A line on stdout."""
    sys.stdout.write(f"{named(line)}\n")


def say(line: str) -> None:
    """A line on stderr; where nobody can read it, nothing."""
    try:
        sys.stderr.write(f"{named(line)}\n")
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)


def attended() -> bool:
    """Whether there is somebody to ask: keys come from a terminal, and questions go to one."""
    try:
        return sys.stdin.isatty() and sys.stderr.isatty()
    except (AttributeError, ValueError):  # closed
        return False


def let_go(stream: TextIO) -> None:
    """After a stream has failed: what is still to be written goes nowhere, also at exit."""
    with suppress(OSError, ValueError):  # a stream in memory has no number
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
