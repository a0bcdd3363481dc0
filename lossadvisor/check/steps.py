"""The work that a file makes, counted, so that it is given up at the same point on every machine."""

from __future__ import annotations

STEPS = 1_000_000  # for one check of one file: far more than programs written by people take


class Exhausted(Exception):
    """The file is too large to be read in so many steps."""


class Steps:
    """The steps that were made, of at most so many.

    What is kept costs so much that all the steps there are keep no more than 150 MB. `inner` counts for
    itself what is done just now, and is stopped with the others.
    """

    stopped = False
    inner: Steps | None = None

    def __init__(self, most: int = STEPS) -> None:
        self.most = most
        self.steps = 0

    def stop(self) -> None:
        """Let the next step be one too many: nobody wants to know any longer. Another thread may say so."""
        self.stopped, self.most = True, -1
        if self.inner is not None:
            self.inner.stop()

    def within(self, inner: Steps) -> Steps:
        """`inner`, which is stopped where this is."""
        self.inner = inner
        if self.stopped:
            inner.stop()
        return inner

    @property
    def left(self) -> int:
        return max(0, self.most - self.steps)

    def tick(self, steps: int = 1) -> None:
        """Count what is done next; raises Exhausted once it is too much."""
        self.steps += steps
        if self.steps > self.most:
            self.steps = max(0, self.most)
            raise Exhausted(TOO_MUCH.format(self.most))

    def read(self, letters: int) -> None:
        """Count that so many letters are read once by what is fast: a parser, a search, a comparison."""
        self.tick(letters // 16)

    def copied(self, items: int) -> None:
        """Count that so many items of a list, or letters of a text, are copied."""
        self.tick(items // 16)

    def passed(self, entries: int) -> None:
        """Count that so many entries of a dict are passed by, or copied for a while."""
        self.tick(entries // 64)

    def entered(self, entries: int) -> None:
        """Count that so many entries of a dict are made, or copied and kept."""
        self.tick(entries // 4)

    def made(self, values: int) -> None:
        """Count that so many values are made, or looked at one by one."""
        self.tick(values)


TOO_MUCH = "it is too large or too complex (more than {:,} steps)"
