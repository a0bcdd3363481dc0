"""A notebook as one Python text of its code cells in document order, and the way back to cell and file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from lossadvisor.check.findings import Edit
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import Unreadable

from .jsonplaces import Letters, source_strings
from .magics import python
from .source import BYTE_ORDER_MARK, line_and_column, plain, spliced
from .source import MOST_BYTES as MOST_SOURCE

MOST_BYTES = 200_000_000


class Cell(Struct, frozen=True):
    """A code cell: its position among all cells, from 1, and which lines of the text it takes, from 1."""

    number: int
    begin: int
    lines: int


class Notebook:
    """A notebook: `text` is what is checked, `raw` the JSON, `unparsed` the cells that are no Python."""

    def __init__(self, raw: str, encoding: str, mark: bytes, sources: Sequence[tuple[int, str]]) -> None:
        self.raw, self.encoding, self.mark = raw, encoding, mark
        read = [(number, *python(source)) for number, source in sources]
        self.text = "\n".join(text for _, text, _, _ in read)
        self.unparsed = tuple(Remark(line, why, number) for number, _, why, line in read if why)
        self._shown = [line for _, source in sources for line in source.split("\n")]
        self.cells: list[Cell] = []
        begin = 1
        for number, text, _, _ in read:
            self.cells.append(Cell(number, begin, text.count("\n") + 1))
            begin += self.cells[-1].lines

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
            *line_and_column(self.raw, self._starts, begin),
            *line_and_column(self.raw, self._starts, max(begin, end)),
            source=self._shown[place.line - 1] if place.line <= len(self._shown) else "",
            cell=cell.number,
            cell_line=place.line - cell.begin + 1,
            cell_end_line=place.end_line - cell.begin + 1,
        )

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as the position of its cell and the line there."""
        cell = self._cell(line)
        return cell.number, line - cell.begin + 1

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether each edit stays within one string of the JSON, and the file can be written as before."""
        if self.encoding != "utf-8":
            return False
        return all(self._together(edit.place) for edit in edits)

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made, which do not overlap; every other byte stays as it was."""
        stretches = [(*self._stretch(edit.place), json.dumps(edit.text)[1:-1]) for edit in edits]
        return self.mark + spliced(self.raw, stretches).encode(self.encoding, "surrogateescape")

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

    def _cell(self, line: int) -> Cell:
        at = bisect_right(self.cells, line, key=lambda cell: cell.begin)
        return self.cells[max(0, at - 1)]

    def _known(self, cell: Cell) -> bool:
        return len(self._letters(cell).lines) == cell.lines

    def _letters(self, cell: Cell) -> Letters:
        if cell.number not in self._found:
            self._found[cell.number] = Letters(self.raw, self._strings[cell.number - 1])
        return self._found[cell.number]

    @cached_property
    def _found(self) -> dict[int, Letters]:
        return {}

    @cached_property
    def _strings(self) -> list[list[int]]:
        return source_strings(self.raw)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.raw))]


def notebook(content: bytes) -> Notebook:
    """The notebook in `content`. Raises Unreadable where there is none."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"larger than {MOST_BYTES / 1e6:g} MB")
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK) else b""
    encoding = json.detect_encoding(content[len(mark) :])
    raw = content[len(mark) :].decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
    document = _loaded(raw)
    sources = list(_sources(document)) if _is_python(document) else []
    if sum(len(source) for _, source in sources) > MOST_SOURCE:
        raise Unreadable(f"holds more than {MOST_SOURCE / 1e6:g} MB of source in its cells")
    return Notebook(raw, encoding, mark, sources)


def _loaded(raw: str) -> dict[str, Any]:
    try:
        document = json.loads(raw, strict=False)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON, which a notebook must be: {error.msg}", error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise Unreadable("holds JSON that cannot be read") from error
    if isinstance(document, dict) and isinstance(document.get("cells", document.get("worksheets")), list):
        return document
    raise Unreadable("not a notebook: there are no cells in it")


def _all_cells(document: dict[str, Any]) -> Iterator[object]:
    """Every cell, those of format 3 sheet by sheet."""
    if isinstance(document.get("cells"), list):
        yield from document["cells"]
        return
    for sheet in document["worksheets"]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from cells if isinstance(cells, list) else ()


def _sources(document: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The position and the source of every code cell."""
    for number, cell in enumerate(_all_cells(document), start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        if _speaks_python(cell.get("language")):
            source = cell.get("source", cell.get("input", ""))
            parts = source if isinstance(source, list) else [source]
            yield number, plain("".join(part for part in parts if isinstance(part, str)))


def _is_python(document: dict[str, Any]) -> bool:
    """Whether the kernel is one of Python; so is one that the notebook does not tell of."""
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return True
    for group, name in (("kernelspec", "language"), ("language_info", "name")):
        said = metadata.get(group)
        if isinstance(said, dict) and isinstance(said.get(name), str):
            return _speaks_python(said[name])
    return True


def _speaks_python(language: object) -> bool:
    return not isinstance(language, str) or "py" in language.lower() or language.lower() in ("", "sage")
