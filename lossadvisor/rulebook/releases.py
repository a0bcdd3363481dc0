"""Releases of Keras: how they compare, and in which of them something goes wrong."""

from __future__ import annotations

from .facts import Trap


def is_release(text: str) -> bool:
    """Whether `text` can be compared with releases of Keras."""
    return all(part.isdecimal() for part in text.split("."))


def numbered(text: str) -> tuple[int, ...]:
    """A release as numbers that compare: (3, 15) for 3.15.1."""
    return tuple(int(part) for part in text.split(".")[:2])


def concerns(trap: Trap, release: str) -> bool:
    """Whether `trap` is one in `release` of Keras."""
    here = numbered(release)
    begun = not trap.since or here >= numbered(trap.since)
    return begun and (not trap.until or here < numbered(trap.until))


def span(trap: Trap) -> str:
    """In which releases of Keras `trap` is one: `before Keras 3.16`."""
    parts = [f"from Keras {trap.since} on"] if trap.since else []
    return " and ".join([*parts, *([f"before Keras {trap.until}"] if trap.until else [])])
