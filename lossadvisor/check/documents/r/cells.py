"""Documents and notebooks with R in them, which is followed as a program in R, beside any Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from lossadvisor.check.documents.cells import CellText, Stretch
from lossadvisor.check.documents.notebooks import Notebook
from lossadvisor.check.documents.source import PythonText
from lossadvisor.check.findings import Checked, Edit
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.suppression import Comments

from . import comments
from .programs import RText, commented, followed, in_python, placed, read, worded


class RCells(Notebook):
    """The cells of a notebook of R as they are, in which comments are written."""

    def comments(self) -> Comments:
        """The comments in R."""
        return comments.comments(self.text)


class RNotebook(Notebook):
    """A notebook of R: `text` is what its cells do, in Python; places are those of the cells."""

    def __init__(self, body: bytes, encoding: str, mark: bytes, sources: Sequence[tuple[int, str]]) -> None:
        super().__init__(body, encoding, mark, sources, read)
        self.own_page = RCells(body, encoding, mark, sources, read)
        self.program = followed(self.text)
        self.unparsed += tuple(self._in_cell(each) for each in self.program.remarks)
        self.text = in_python(self.program)

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the JSON, and in which cell."""
        return super().location(placed(self.program, place))

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as the position of its cell and the line there."""
        return super().line(placed(self.program, Place(line, 1, line, 1)).line)

    def comment(self, line: int) -> tuple[int, int]:
        """Where the comment on a line of the text is in R, and on how many lines of the text."""
        return commented(self.program, line)

    def page(self, line: int) -> tuple[Notebook, int]:
        """The cells in R, and where the line is in them."""
        return self.own_page, placed(self.program, Place(line, 1, line, 1)).line

    def worded(self, checked: Checked) -> Checked:
        """What was found, in the words of R."""
        return worded(self.program, checked)

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Never: edits are Python."""
        return False

    def _in_cell(self, remark: Remark) -> Remark:
        cell, line = super().line(remark.line)
        return replace(remark, cell=cell, line=line, file_line=self._file_line(cell, line))


class Mixed(PythonText):
    """A document with R and Python: `text` is what the R does, and then the Python."""

    in_parts = True

    def __init__(self, own: RText, python: CellText) -> None:
        super().__init__(own.body, own.encoding, own.mark)
        self.own, self.python = own, python
        self.text = f"{own.text}\n{python.text}"
        self.before = own.text.count("\n") + 1
        self.unparsed = (*python.unparsed, *own.unparsed)

    def recover(self) -> bool:
        """What cannot be parsed is left out from the beginning."""
        return False

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the document."""
        if place.line <= self.before:
            return self.own.location(place)
        return self.python.location(self._moved(place))

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as one of the document; it belongs to no numbered cell."""
        return self.own.line(line) if line <= self.before else self.python.line(line - self.before)

    def comment(self, line: int) -> tuple[int, int]:
        """Where the comment on a line of the text is in its page, and on how many lines of the text."""
        return self.own.comment(line) if line <= self.before else (line, 1)

    def page(self, line: int) -> tuple[PythonText, int]:
        """The R in the document for what is found in that, and the document itself for Python."""
        return self.own.page(line) if line <= self.before else (self, line)

    def worded(self, checked: Checked) -> Checked:
        """What was found, each in the words of its language."""
        return worded(self.own.program, checked, self.before)

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether the edits are of Python, and can be made there."""
        if any(each.place.line <= self.before for each in edits):
            return False
        return self.python.can_edit([replace(each, place=self._moved(each.place)) for each in edits])

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The document with the edits made, which do not overlap; every other byte stays as it was."""
        return self.python.edited([replace(each, place=self._moved(each.place)) for each in edits])

    def _moved(self, place: Place) -> Place:
        return replace(place, line=place.line - self.before, end_line=place.end_line - self.before)


def document(file: PythonText, chunks: Iterable[Stretch], python: CellText | None) -> PythonText:
    """A document of which some chunks are R. Raises OtherLanguage without a parser."""
    lines = [""] * (file.text.count("\n") + 1)
    odd = []
    for chunk in chunks:
        code, why, line = read(chunk.text)
        if why:
            odd.append(Remark(chunk.line + line - 1, why))
        elif code:
            here = code.split("\n")
            lines[chunk.line - 1 : chunk.line - 1 + len(here)] = here
    own = RText(file, "\n".join(lines), frozenset(re.findall(r"\w+", python.text if python else "")))
    own.unparsed = (*odd, *own.unparsed)
    return Mixed(own, python) if python else own
