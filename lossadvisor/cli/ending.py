"""How the program ends before it is done: by a signal that asks it to, which is answered once all is tidy."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from types import FrameType
from typing import TextIO

ASKING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
ALL = [signal.SIGINT, *ASKING]
BY_A_SIGNAL = 128  # what shells add to its number


_asked: list[int] = []


class Ended(BaseException):
    """The program was asked to end. Nothing but the outermost level catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = BY_A_SIGNAL + number


dropped: list[BaseException] = []  # what a signal raised and nobody could catch


def tidy() -> None:
    """Let signals that ask the program to end do so in an orderly way; what is ignored stays ignored."""
    sys.unraisablehook = _note
    for number in ASKING:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def let_signals_end() -> None:
    """Let every signal end the program then and there, where threads wait and there is nothing to tidy."""
    for number in ALL:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def end_if_asked() -> None:
    """Raise Ended where a signal asked for it, and a library took that for something else."""
    if _asked:
        raise Ended(_asked[-1])


def answer() -> None:
    """Raise what a signal raised where Python drops it, as in a callback of its garbage collector.

    JAX has one, so that Ctrl-C would be lost now and then.
    """
    if dropped:
        raise dropped.pop()


def wait_for(stream: TextIO) -> None:
    """Wait until somebody has typed a line on a terminal; a signal is answered at whatever moment it comes.

    Python looks whether a signal came, and only then reads: one that comes between the two would wait
    for the line. Its wakeup descriptor, which is waited for beside the terminal, is written to at once.
    """
    answer()
    in_main = threading.current_thread() is threading.main_thread()
    if os.name == "nt" or not in_main or not stream.isatty():
        return
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    try:
        answer()
        while (typed := stream.fileno()) not in select.select([typed, woken], [], [])[0]:
            os.read(woken, 1)
            answer()
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wakes)


def leave(code: int) -> None:
    """End with `code`. After a signal nothing else runs: JAX aborts if its threads are at work then."""
    if code <= BY_A_SIGNAL:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it any longer
            continue
    os._exit(code)


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


def _note(found: sys.UnraisableHookArgs) -> None:
    if isinstance(found.exc_value, (KeyboardInterrupt, Ended)):
        dropped.append(found.exc_value)
    else:
        sys.__unraisablehook__(found)
