"""A list that somebody moves and searches in, without a screen: what is shown, and where the pointer is."""

from __future__ import annotations

from lossadvisor.interview.options import Option


class Listing:
    """The lines of a list; while something is typed those that it fits, the best first."""

    def __init__(self, options: list[Option], default: str | None = None) -> None:
        self.options = options
        self.typed = ""
        self.shown = options
        self.place = self._first = next(
            (place for place, option in enumerate(options) if option.value == default), 0
        )

    @property
    def pointed(self) -> Option | None:
        """The line that the pointer is at; none where nothing fits what is typed."""
        return self.shown[self.place] if self.shown else None

    def move(self, steps: int) -> None:
        """Move the pointer; a single step from one end leads to the other."""
        if not self.shown:
            return
        last = len(self.shown) - 1
        if abs(steps) == 1:
            self.place = (self.place + steps) % (last + 1)
        else:
            self.place = min(max(self.place + steps, 0), last)

    def search(self, typed: str) -> None:
        """Look for `typed`; nothing typed shows all, with the pointer where it was at first."""
        from lossadvisor.interview.ranking import ranked

        self.typed = typed
        if not typed.strip():
            self.shown, self.place = self.options, self._first
            return
        found = ranked([option.searched for option in self.options], typed)
        self.shown, self.place = [self.options[each.place] for each in found], 0

    def prepare(self) -> None:
        """Look at the words of the lines once, so that the first key is answered as fast as the next."""
        from lossadvisor.interview.ranking import ranked

        ranked([option.searched for option in self.options], "")
