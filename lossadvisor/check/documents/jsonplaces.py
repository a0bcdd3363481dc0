"""Where the sources of a notebook's cells stand in its JSON, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder

SPACE = re.compile(r"[ \t\r\n]*")
LETTER = re.compile(
    r"(\\r\\n|\r\n|\\[nr]|[\n\r]|\\u000[aAdD])"  # the end of a line
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.",
    re.DOTALL,
)
decode = JSONDecoder(strict=False).raw_decode


class Letters:
    """The letters of one cell's source, line by line: where each begins and ends in the JSON."""

    def __init__(self, raw: str, strings: list[int]) -> None:
        self.lines: list[list[tuple[int, int]]] = [[]]
        self.ends: list[int] = []  # where each line ends
        self.pieces: list[tuple[int, int]] = []  # the strings that the source is made of, without quotes
        end = 0
        for quote in strings:
            end = self._read(raw, quote + 1)
            self.pieces.append((quote + 1, end))
        self.ends.append(end)

    def _read(self, raw: str, at: int) -> int:
        while raw[at] != '"':
            found = LETTER.match(raw, at)
            assert found is not None
            if found[1]:
                self.ends.append(at)
                self.lines.append([])
            else:
                self.lines[-1].append((at, found.end()))
            at = found.end()
        return at

    def begin(self, line: int, column: int) -> int:
        """Where the letter at a line and column, both from 1, begins; where the line ends past the last."""
        letters = self.lines[line - 1]
        return letters[column - 1][0] if column <= len(letters) else self.ends[line - 1]

    def end(self, line: int, column: int) -> int:
        """Where the letter before a line and column ends."""
        letters = self.lines[line - 1]
        if column < 2 or not letters:
            return self.begin(line, 1)
        return letters[min(column - 1, len(letters)) - 1][1]

    def together(self, begin: int, end: int) -> bool:
        """Whether both ends of a stretch lie in one string."""
        return any(first <= begin and end <= last for first, last in self.pieces)


def source_strings(raw: str) -> list[list[int]]:
    """For every cell of a notebook, where the strings begin that its source is made of."""
    top = _last(raw, SPACE.match(raw, 0).end())  # type: ignore[union-attr]
    if "cells" in top and isinstance(top["cells"][0], list):
        sheets = [top["cells"][1]]
    else:
        found = [place for value, place in _elements(raw, top["worksheets"][1]) if isinstance(value, dict)]
        sheets = [_last(raw, place).get("cells", (None, -1))[1] for place in found]
    return [_strings(raw, value, at) for sheet in sheets if sheet >= 0 for value, at in _cells(raw, sheet)]


def _cells(raw: str, at: int) -> Iterator[tuple[object, int]]:
    return _elements(raw, at) if raw[at] == "[" else iter(())


def _strings(raw: str, cell: object, at: int) -> list[int]:
    if not isinstance(cell, dict):
        return []
    members = _last(raw, at)
    value, place = members.get("source", members.get("input", (None, 0)))
    if isinstance(value, str):
        return [place]
    if isinstance(value, list):
        return [where for each, where in _elements(raw, place) if isinstance(each, str)]
    return []


def _last(raw: str, at: int) -> dict[str, tuple[object, int]]:
    """The members of an object with their places; of two with one name the last, as in json.loads."""
    return {key: (value, place) for key, value, place in _members(raw, at)}


def _elements(raw: str, at: int) -> Iterator[tuple[object, int]]:
    """Each value of the array that begins at `at`, with its own beginning. The JSON is known to be sound."""
    at = _past(raw, at + 1)
    while raw[at] != "]":
        value, end = decode(raw, at)
        yield value, at
        at = _next(raw, end)


def _members(raw: str, at: int) -> Iterator[tuple[str, object, int]]:
    """Each name and value of the object that begins at `at`, with the beginning of the value."""
    at = _past(raw, at + 1)
    while raw[at] != "}":
        key, end = decode(raw, at)
        at = _past(raw, _past(raw, end) + 1)
        value, end = decode(raw, at)
        yield key, value, at
        at = _next(raw, end)


def _past(raw: str, at: int) -> int:
    return SPACE.match(raw, at).end()  # type: ignore[union-attr]


def _next(raw: str, end: int) -> int:
    """Where the next part of an array or object begins, or its closing bracket stands."""
    at = _past(raw, end)
    return _past(raw, at + 1) if raw[at] == "," else at
