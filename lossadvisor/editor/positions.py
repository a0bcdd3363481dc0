"""Places of a text as an editor counts them: lines from 0, and columns in the units that were agreed on.

Lines end where the protocol says, with a line feed, a carriage return or both. Python's own `splitlines` ends
them at a form feed as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from lsprotocol.types import Position, Range

from lossadvisor.check.seen import Place

LINE_END = re.compile("\r\n|\r|\n")
ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}  # and the bytes of a unit


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what ends them."""
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _starts(text: str, lines: Sequence[str]) -> list[int]:
    """Where each line begins."""
    if "\r" in text:
        return [0, *(found.end() for found in LINE_END.finditer(text))]
    return list(accumulate((len(each) + 1 for each in lines[:-1]), initial=0))


class Columns:
    """The columns of lines, in letters as we count them and in units as the client does."""

    def __init__(self, encoding: str) -> None:
        self._codec, self._bytes = ENCODINGS.get(encoding, ("", 0))

    def units(self, line: str, letters: int) -> int:
        """How many units so many letters of a line take."""
        if not self._codec or line.isascii():
            return min(letters, len(line))
        return len(line[:letters].encode(self._codec, "surrogatepass")) // self._bytes

    def letters(self, line: str, units: int) -> int:
        """How many letters of a line so many units hold; no more than it has."""
        if not self._codec or line.isascii():
            return min(units, len(line))
        whole = line.encode(self._codec, "surrogatepass")[: units * self._bytes]
        return len(whole.decode(self._codec, "ignore" if self._codec == "utf-8" else "surrogatepass"))

    def range(self, lines: Sequence[str], place: Place) -> Range:
        """Where a place is in a text of these lines."""
        return Range(
            self.position(lines, place.line, place.column),
            self.position(lines, place.end_line, place.end_column),
        )

    def position(self, lines: Sequence[str], line: int, column: int) -> Position:
        """Where a letter is, of which line and column are counted from 1; the end of the text if none is."""
        if line > len(lines):
            return Position(len(lines) - 1, self.units(lines[-1], len(lines[-1])))
        return Position(line - 1, self.units(lines[line - 1], column - 1))

    def place(self, lines: Sequence[str], position: Position) -> tuple[int, int]:
        """Line and column of a position, both from 1; those of the end of the text for one behind it."""
        if position.line >= len(lines):
            return len(lines), len(lines[-1]) + 1
        return position.line + 1, self.letters(lines[position.line], position.character) + 1

    def spliced(self, text: str, range: Range, new: str) -> str:
        """`text` with other letters in a range of it."""
        lines = lines_of(text)
        starts = _starts(text, lines)
        (line, column), (end_line, end_column) = (
            self.place(lines, each) for each in (range.start, range.end)
        )
        return text[: starts[line - 1] + column - 1] + new + text[starts[end_line - 1] + end_column - 1 :]
