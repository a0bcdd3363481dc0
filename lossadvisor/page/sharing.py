"""Data in which what occurs often stands once: lists and texts by their numbers."""

from __future__ import annotations

from typing import Any

SHORT = 4  # letters that are no longer than a number would be


class Shared:
    """Everything that has a place; what is in it is replaced by the numbers of places."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        """The number of `value`, whose parts have numbers too."""
        known = self._known(value)
        if known not in self._places:
            self._places[known] = len(self.all)
            self.all.append(self._written(known))
        return self._places[known]

    def _known(self, value: Any) -> Any:
        if isinstance(value, dict):
            return ("{", *((key, self._part(each)) for key, each in value.items()))
        if isinstance(value, list):
            return ("[", *map(self._part, value))
        return value

    def _part(self, value: Any) -> Any:
        """A long text and a list by their numbers; all else as it is."""
        if isinstance(value, str) and len(value) <= SHORT:
            return value
        return ("#", self.place(value)) if isinstance(value, (str, list, dict)) else value

    def _written(self, known: Any) -> Any:
        if not isinstance(known, tuple):
            return known
        kind, *parts = known
        if kind == "{":
            return {key: _number(each) for key, each in parts}
        return [_number(each) for each in parts]


def _number(part: Any) -> Any:
    return part[1] if isinstance(part, tuple) else part
