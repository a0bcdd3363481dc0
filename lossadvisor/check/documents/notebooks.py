"""A notebook as one Python text of its code cells in document order, and the way back to cell and file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from msgspec import Struct

from lossadvisor.check.findings import Checked, Edit
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.steps import Steps
from lossadvisor.check.suppression import Comments, comments_in

from .jsonplaces import Letters, source_strings
from .magics import python
from .source import spliced


class Cell(Struct, frozen=True):
    """A code cell: its position among all cells, from 1, and which lines of the text it takes, from 1."""

    number: int
    begin: int
    lines: int


class Notebook:
    """A notebook: `text` is what is checked, `body` the JSON, `unparsed` the cells that are no Python."""

    in_parts = True

    def __init__(
        self,
        body: bytes,
        encoding: str,
        mark: bytes,
        sources: Sequence[tuple[int, str]],
        reading: Callable[[str], tuple[str, str, int]] = python,
    ) -> None:
        self.body, self.encoding, self.mark = body, encoding, mark
        read = [(number, *reading(source)) for number, source in sources]
        self.text = "\n".join(text for _, text, _, _ in read)
        self._odd = [(number, line, why) for number, _, why, line in read if why]
        self._shown = [line for _, source in sources for line in source.split("\n")]
        self.cells: list[Cell] = []
        begin = 1
        for number, text, _, _ in read:
            self.cells.append(Cell(number, begin, text.count("\n") + 1))
            begin += self.cells[-1].lines

    @cached_property
    def unparsed(self) -> tuple[Remark, ...]:
        """A word about each cell that is no Python, with the line of the file."""
        return tuple(
            Remark(line, why, number, self._file_line(number, line)) for number, line, why in self._odd
        )

    @cached_property
    def raw(self) -> str:
        """The JSON as text, which most notebooks are never asked for."""
        return decoded(self.body, self.encoding)

    def recover(self) -> bool:
        """What is no Python is left out from the beginning."""
        return False

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the JSON, and in which cell."""
        cell, last = self._cell(place.line), self._cell(place.end_line)
        letters, last_letters = self._letters(cell), self._letters(last)
        begin = letters.begin(place.line - cell.begin + 1, place.column)
        end = last_letters.end(place.end_line - last.begin + 1, place.end_column)
        return Location(
            *self._line_and_column(begin),
            *self._line_and_column(max(begin, end)),
            source=self._shown[place.line - 1] if place.line <= len(self._shown) else "",
            cell=cell.number,
            cell_line=place.line - cell.begin + 1,
            cell_column=place.column,
            cell_end_line=place.end_line - cell.begin + 1,
            cell_end_column=place.end_column,
        )

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as the position of its cell and the line there."""
        cell = self._cell(line)
        return cell.number, line - cell.begin + 1

    def comments(self) -> Comments:
        """The comments in the text, and which of its lines are joined."""
        return comments_in(self.text, Steps())

    def comment(self, line: int) -> tuple[int, int]:
        """The line itself, which is the only one with that comment."""
        return line, 1

    def page(self, line: int) -> tuple[Notebook, int]:
        """The text itself, in which comments are written, and the line."""
        return self, line

    def worded(self, checked: Checked) -> Checked:
        """What was found as it is: in the words of Python."""
        return checked

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether each edit stays within one string of the JSON, and the file can be written as before."""
        return self.encoding == "utf-8" and all(self._together(edit.place) for edit in edits)

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made, which do not overlap; every other byte stays as it was."""
        return self.mark + spliced(self.body, [self._written(edit) for edit in edits])

    def _written(self, edit: Edit) -> tuple[int, int, bytes]:
        begin, end = self._stretch(edit.place)
        letters = self._letters(self._cell(edit.place.line))
        return begin, end, letters.written(self._json, begin, end, edit.text)

    def _together(self, place: Place) -> bool:
        cell = self._cell(place.line)
        if place.line < 1 or not self._known(cell) or place.end_line - cell.begin >= cell.lines:
            return False
        return self._letters(cell).together(*self._stretch(place))

    def _stretch(self, place: Place) -> tuple[int, int]:
        cell = self._cell(place.line)
        letters = self._letters(cell)
        begin = letters.begin(place.line - cell.begin + 1, place.column)
        if (place.line, place.column) == (place.end_line, place.end_column):
            return begin, begin
        return begin, letters.end(place.end_line - cell.begin + 1, place.end_column)

    def _file_line(self, number: int, line: int) -> int:
        cell = next(each for each in self.cells if each.number == number)
        known = self._known(cell) and line <= cell.lines
        return self._line_and_column(self._letters(cell).begin(line, 1))[0] if known else 0

    def _cell(self, line: int) -> Cell:
        at = bisect_right(self.cells, line, key=lambda cell: cell.begin)
        return self.cells[max(0, at - 1)]

    def _known(self, cell: Cell) -> bool:
        return len(self._letters(cell).lines) == cell.lines

    def _letters(self, cell: Cell) -> Letters:
        if cell.number not in self._found:
            self._found[cell.number] = Letters(self._json, self._strings[cell.number - 1])
        return self._found[cell.number]

    @cached_property
    def _found(self) -> dict[int, Letters]:
        return {}

    @cached_property
    def _strings(self) -> list[list[int]]:
        return source_strings(self._json)

    @cached_property
    def _json(self) -> bytes:
        """The JSON in UTF-8, in which places are looked for."""
        return self.body if self.encoding == "utf-8" else self.raw.encode("utf-8", "surrogatepass")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(b"\n", self._json))]

    @cached_property
    def _columns(self) -> list[tuple[int, int]]:
        """Offsets with their columns, as far as they are known: from each the next is soon counted."""
        return [(0, 1)]

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        """Where a byte of the JSON is, in lines and letters, both from 1."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        at = bisect_right(self._columns, (offset, offset + 1))
        known, column = self._columns[at - 1]
        if known < start:
            known, column = start, 1
        column += len(self._json[known:offset].decode("utf-8", "surrogateescape"))
        self._columns.insert(at, (offset, column))
        return line, column


def decoded(body: bytes, encoding: str) -> str:
    """The text of a notebook, also where bytes in it are no letters."""
    return body.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
