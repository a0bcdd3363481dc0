"""A dict of which copies are cheap: they share all that was there for long and differ in what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from .steps import Steps

K = TypeVar("K")
V = TypeVar("V")
MOST_APART = 64  # so many entries are copied; more of them are shared from then on


class Shared(Generic[K, V]):
    """Entries in `top`, which belong to this copy alone, and those in `base`, which never change."""

    __slots__ = ("base", "top")

    def __init__(self, top: dict[K, V], base: dict[K, V] | None = None) -> None:
        self.base: dict[K, V] = {} if base is None else base
        self.top = top

    def copy(self, steps: Steps) -> Shared[K, V]:
        """The same entries, to be changed on their own."""
        if len(self.top) > MOST_APART:
            steps.entered(len(self.base) + len(self.top))
            self.base, self.top = self.whole(), {}
        return Shared(self.top.copy(), self.base)

    def get(self, key: K) -> V | None:
        found = self.top.get(key)
        return self.base.get(key) if found is None else found

    def __setitem__(self, key: K, value: V) -> None:
        self.top[key] = value

    def pop(self, key: K) -> None:
        """Take an entry away, where there is one."""
        if key in self.base:
            self.base, self.top = {}, self.whole()
        self.top.pop(key, None)

    def whole(self) -> dict[K, V]:
        """All entries as a dict."""
        return {**self.base, **self.top}

    def join(self, steps: Steps, other: Shared[K, V], joined: Callable[[V, V], V]) -> None:
        """Take in what `other` has; where both have an entry, what `joined` makes of the two."""
        mine = self.top
        for key, value in self.different(steps, other).items():
            own = self.get(key)
            if own is not value:
                mine[key] = value if own is None else joined(own, value)

    def different(self, steps: Steps, other: Shared[K, V]) -> dict[K, V]:
        """The entries of `other` that need not be those of this copy."""
        if self.base is not other.base:
            steps.entered(len(other.base) + len(other.top))
            return other.whole()
        steps.entered(len(self.top) + len(other.top))
        old = {key: self.base[key] for key in self.top if key in self.base}
        return {**old, **other.top}
