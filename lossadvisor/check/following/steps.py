"""The work that a program makes, counted, so that it is given up at the same point on every machine."""

from __future__ import annotations

STEPS = 1_000_000  # for one file: far more than programs written by people take


class Exhausted(Exception):
    """The program is too large to be followed in so many steps."""


class Steps:
    """The steps that were made, of at most so many."""

    def __init__(self, most: int = STEPS) -> None:
        self.most = most
        self.steps = 0

    def tick(self, steps: int = 1) -> None:
        """Count what is done next; raises Exhausted once it is too much."""
        self.steps += steps
        if self.steps > self.most:
            raise Exhausted

    def copied(self, items: int) -> None:
        """Count that so many items of a list are copied."""
        self.tick(items // 512)

    def entered(self, entries: int) -> None:
        """Count that so many entries of a dict are copied or passed by."""
        self.tick(entries // 64)

    def made(self, values: int) -> None:
        """Count that so many values are made, or looked at one by one."""
        self.tick(values // 8)
