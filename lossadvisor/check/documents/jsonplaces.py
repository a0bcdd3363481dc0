"""Where the sources of a notebook's cells stand in the bytes of its JSON, letter by letter."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

SPACE = re.compile(rb"[ \t\r\n]*")
PLAIN = re.compile(rb"[^,\]}\s]*")  # a number, true, false or null
MARK = re.compile(rb'["\[\]{}]')
WIDE = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
LETTER = re.compile(
    rb"(\\r\\n|\r\n|\\[nr]|[\n\r]|\\u000[aAdD])"  # the end of a line
    rb"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|" + WIDE + rb"|.",
    re.DOTALL,
)
QUOTE, BACKSLASH = 0x22, 0x5C


class Letters:
    """The letters of one cell's source, line by line: where each begins and ends in the JSON."""

    def __init__(self, raw: bytes, strings: list[int]) -> None:
        self.lines: list[list[tuple[int, int]]] = [[]]
        self.ends: list[int] = []  # where each line ends
        self.pieces: list[tuple[int, int]] = []  # the strings that the source is made of, without quotes
        end = 0
        for quote in strings:
            end = self._read(raw, quote + 1)
            self.pieces.append((quote + 1, end))
        self.ends.append(end)

    def _read(self, raw: bytes, at: int) -> int:
        while raw[at] != QUOTE:
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
        number = self._piece(begin)
        return number >= 0 and end <= self.pieces[number][1]

    def written(self, raw: bytes, begin: int, end: int, text: str) -> bytes:
        """`text` as JSON for a stretch of a string; in a list of strings each of its lines gets its own."""
        lines = [json.dumps(each)[1:-1].encode() for each in text.split("\n")]
        quote = self.pieces[self._piece(begin)][0] - 1
        before = quote
        while raw[before - 1 : before].isspace():
            before -= 1
        if raw[before - 1 : before] not in (b"[", b","):
            return b"\\n".join(lines)
        at_the_end = lines[-1] == b"" and raw[end] == QUOTE
        last = b"\\n" if at_the_end and len(lines) > 1 else b""
        return (b'\\n",' + raw[before:quote] + b'"').join(lines[:-1] if last else lines) + last

    def _piece(self, begin: int) -> int:
        return bisect_right(self.pieces, begin, key=lambda piece: piece[0]) - 1


def source_strings(raw: bytes) -> list[list[int]]:
    """For every cell of a notebook, where the strings begin that its source is made of."""
    top = _last(raw, _past(raw, 0))
    if "cells" in top and _is(raw, top["cells"], b"["):
        sheets = [top["cells"]]
    else:
        found = [_last(raw, place) for place in _elements(raw, top["worksheets"]) if _is(raw, place, b"{")]
        sheets = [sheet["cells"] for sheet in found if "cells" in sheet]
    return [_strings(raw, cell) for sheet in sheets for cell in _cells(raw, sheet)]


def _is(raw: bytes, at: int, first: bytes) -> bool:
    """Whether the value at a place begins so, which tells what it is."""
    return raw[at : at + 1] == first


def _cells(raw: bytes, at: int) -> Iterator[int]:
    return _elements(raw, at) if _is(raw, at, b"[") else iter(())


def _strings(raw: bytes, cell: int) -> list[int]:
    if not _is(raw, cell, b"{"):
        return []
    members = _last(raw, cell)
    place = members.get("source", members.get("input"))
    if place is None:
        return []
    if _is(raw, place, b"["):
        return [each for each in _elements(raw, place) if _is(raw, each, b'"')]
    return [place] if _is(raw, place, b'"') else []


def _last(raw: bytes, at: int) -> dict[str, int]:
    """The members of an object with their places; of two with one name the last, as in json.loads."""
    return dict(_members(raw, at))


def _elements(raw: bytes, at: int) -> Iterator[int]:
    """Where each value of the array that begins at `at` begins. The JSON is known to be sound."""
    at = _past(raw, at + 1)
    while not _is(raw, at, b"]"):
        yield at
        at = _next(raw, _end(raw, at))


def _members(raw: bytes, at: int) -> Iterator[tuple[str, int]]:
    """Each name of the object that begins at `at`, with the beginning of its value."""
    at = _past(raw, at + 1)
    while not _is(raw, at, b"}"):
        end = _end(raw, at)
        name = json.loads(raw[at:end].decode("utf-8", "surrogateescape"), strict=False)
        at = _past(raw, _past(raw, end) + 1)
        yield name, at
        at = _next(raw, _end(raw, at))


def _end(raw: bytes, at: int) -> int:
    """Where the value that begins at `at` ends. It is not made: outputs may be large."""
    if _is(raw, at, b'"'):
        return _text_end(raw, at)
    if not _is(raw, at, b"[") and not _is(raw, at, b"{"):
        return PLAIN.match(raw, at).end()  # type: ignore[union-attr]
    depth = 0
    while True:
        found = MARK.search(raw, at)
        assert found is not None
        at = _text_end(raw, found.start()) if found[0] == b'"' else found.end()
        depth += {b"[": 1, b"{": 1, b'"': 0}.get(found[0], -1)
        if not depth:
            return at


def _text_end(raw: bytes, quote: int) -> int:
    """Where the string ends that begins at `quote`: after the first quote without a backslash of its own."""
    at = quote
    while True:
        at = before = raw.index(b'"', at + 1)
        while raw[before - 1] == BACKSLASH:
            before -= 1
        if (at - before) % 2 == 0:
            return at + 1


def _past(raw: bytes, at: int) -> int:
    return SPACE.match(raw, at).end()  # type: ignore[union-attr]


def _next(raw: bytes, end: int) -> int:
    """Where the next part of an array or object begins, or its closing bracket stands."""
    at = _past(raw, end)
    return _past(raw, at + 1) if _is(raw, at, b",") else at
