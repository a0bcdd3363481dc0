"""How the program ends before it is done: by a signal that asks it to, which is answered once all is tidy."""

from __future__ import annotations

import signal
from types import FrameType

ASKING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
ALL = [signal.SIGINT, *ASKING]
BY_A_SIGNAL = 128  # what shells add to its number


_asked: list[int] = []


class Ended(BaseException):
    """The program was asked to end. Nothing but the outermost level catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = BY_A_SIGNAL + number


def tidy() -> None:
    """Let signals that ask the program to end do so in an orderly way; what is ignored stays ignored."""
    for number in ASKING:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def end_if_asked() -> None:
    """Raise Ended where a signal asked for it, and a library took that for something else."""
    if _asked:
        raise Ended(_asked[-1])


def at_once() -> None:
    """From here on there is nothing left to tidy, and nothing to interrupt."""
    for number in ALL:
        if signal.getsignal(number) != signal.SIG_DFL:
            signal.signal(number, signal.SIG_IGN)


def _end(number: int, frame: FrameType | None) -> None:
    for each in ASKING:
        signal.signal(each, signal.SIG_IGN)
    _asked.append(number)
    raise Ended(number)
