"""A text file of which some stretches are Python, such as a document with chunks: those as one program."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.findings import Edit
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place

from .magics import python
from .source import PythonText, plain


class Stretch(Struct, frozen=True):
    """Code as it stands in a file: the line that it begins in, from 1, and its text."""

    line: int
    text: str


class CellText(PythonText):
    """A file read as its `stretches` alone, in the order in which they run; places are those of the file.

    `left_out` are words about parts that are not read.
    """

    in_parts = True

    def __init__(
        self, file: PythonText, stretches: Iterable[Stretch], left_out: Iterable[Remark] = ()
    ) -> None:
        super().__init__(file.body, file.encoding, file.mark)
        read = [(each.line, *python(each.text)) for each in stretches]
        self.text = "\n".join(text for _, text, _, _ in read)
        odd = (Remark(first + line - 1, why) for first, _, why, line in read if why)
        self.unparsed = (*odd, *left_out)
        self._firsts = [first for first, *_ in read]
        self._sizes = [text.count("\n") + 1 for _, text, _, _ in read]
        self._begins = [1]
        for size in self._sizes[:-1]:
            self._begins.append(self._begins[-1] + size)

    @cached_property
    def lines(self) -> list[str]:
        """Those of the file, which are shown beside a finding."""
        return plain(self.raw).split("\n")

    def recover(self) -> bool:
        """What is no Python is left out from the beginning."""
        return False

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the file."""
        return super().location(self._placed(place))

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as one of the file; it belongs to no numbered cell."""
        return 0, self._line(line)

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether every edit stays within one stretch, and the file can be written as it was read."""
        within = all(self._within(each.place) for each in edits)
        return within and super().can_edit([self._moved(each) for each in edits])

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made, which do not overlap; every other byte stays as it was."""
        return super().edited([self._moved(each) for each in edits])

    def _moved(self, edit: Edit) -> Edit:
        return replace(edit, place=self._placed(edit.place))

    def _placed(self, place: Place) -> Place:
        return replace(place, line=self._line(place.line), end_line=self._line(place.end_line))

    def _line(self, line: int) -> int:
        if not self._firsts:
            return line
        number = self._number(line)
        return self._firsts[number] + line - self._begins[number]

    def _number(self, line: int) -> int:
        return max(0, bisect_right(self._begins, line) - 1)

    def _within(self, place: Place) -> bool:
        if not self._firsts or place.line < 1:
            return False
        number = self._number(place.line)
        return place.end_line < self._begins[number] + self._sizes[number]
