"""The work that a program makes, counted, so that it is given up at the same point on every machine."""

from __future__ import annotations

STEPS = 1_000_000  # for one file: far more than programs written by people take
PACKED = 64  # entries of a list or dict that are copied in the time of one step


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

    def copied(self, entries: int) -> None:
        """Count that so many entries of lists or dicts are copied or passed by."""
        if entries >= PACKED:
            self.tick(entries // PACKED)
