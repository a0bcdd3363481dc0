"""A dict of which copies are cheap: they share all that was there for long and differ in what is new."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from lossadvisor.check.steps import Steps

K = TypeVar("K")
V = TypeVar("V")
MOST_APART = 64  # so many entries are copied; more of them are shared from then on
MOST_RECENT = 2_048  # the same of those that few copies share


class Shared(Generic[K, V]):
    """Entries in `top`, which belong to this copy alone; those in `recent` and then `base` never change.

    There are two of these so that one more entry seldom costs a copy of all. `fresh` are the keys of `top`
    that were written since: what stands below them is not joined into them yet.
    """

    __slots__ = ("base", "fresh", "recent", "top")

    def __init__(
        self,
        top: dict[K, V],
        recent: dict[K, V] | None = None,
        base: dict[K, V] | None = None,
        fresh: set[K] | None = None,
    ) -> None:
        self.top = top
        self.fresh = set(top) if fresh is None else fresh
        self.recent: dict[K, V] = {} if recent is None else recent
        self.base: dict[K, V] = {} if base is None else base

    def copy(self, steps: Steps) -> Shared[K, V]:
        """The same entries, to be changed on their own."""
        steps.passed(len(self.top))
        if len(self.top) > MOST_APART:
            self.recent, self.top, self.fresh = {**self.recent, **self.top}, {}, set()
            steps.passed(len(self.recent))
            if len(self.recent) > MOST_RECENT:
                self.base, self.recent = {**self.base, **self.recent}, {}
                steps.passed(len(self.base))
        return Shared(self.top.copy(), self.recent, self.base, self.fresh.copy())

    def get(self, key: K) -> V | None:
        found = self.top.get(key)
        if found is None:
            found = self.recent.get(key)
        return self.base.get(key) if found is None else found

    def __setitem__(self, key: K, value: V) -> None:
        self.top[key] = value
        self.fresh.add(key)

    def pop(self, key: K) -> None:
        """Take an entry away, where there is one."""
        if key in self.base or key in self.recent:
            self.base, self.recent, self.top = {}, {}, self.whole()
            self.fresh = set(self.top)
        self.top.pop(key, None)
        self.fresh.discard(key)

    def whole(self) -> dict[K, V]:
        """All entries as a dict."""
        return {**self.base, **self.recent, **self.top}

    def join(self, steps: Steps, other: Shared[K, V], joined: Callable[[V, V], V]) -> None:
        """Take in what `other` has; where both have an entry, what `joined` makes of the two."""
        mine = self.top
        for key, value in self.different(steps, other).items():
            own = self.get(key)
            if own is not value:
                mine[key] = value if own is None else joined(own, value)
        if self.recent is other.recent and self.base is other.base:
            self.fresh &= other.top.keys()

    def different(self, steps: Steps, other: Shared[K, V]) -> dict[K, V]:
        """The entries of `other` that need not be those of this copy."""
        if self.base is not other.base:
            found = other.whole()
            steps.passed(len(found))
            return found
        mine: Collection[K] = self.fresh
        theirs = other.top
        if self.recent is not other.recent:
            mine, theirs = {**self.recent, **self.top}, {**other.recent, **theirs}
        steps.passed(len(mine) + len(theirs))
        old = {key: value for key in mine if key not in theirs and (value := other.get(key)) is not None}
        return {**old, **theirs}
