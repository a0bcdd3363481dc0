"""Programs in R: what they do with Keras as a program in Python, whose places are found in R again.

What is plain is written as the calls of Keras that the R package makes. Anything else becomes a call of a
function that nobody knows, so that nothing is concluded from it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cached_property

from msgspec.structs import replace

from lossadvisor.check.documents.source import PythonText, decoded, plain
from lossadvisor.check.findings import Checked, Edit, Finding
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.suppression import Comments
from lossadvisor.check.unreadable import OtherLanguage, Unreadable

from . import comments, spelling
from .code import Written
from .tree import root
from .writing import Program, written

IGNORED = re.compile(r"#.*\blossadvisor:.*")


class RPage(PythonText):
    """An R program as it is, in which comments are written."""

    def __init__(self, file: PythonText, code: str) -> None:
        super().__init__(file.body, file.encoding, file.mark)
        self.text = code

    @cached_property
    def lines(self) -> list[str]:
        """Those of the file, which in a document may have marks before the code."""
        return plain(self.raw).split("\n")

    def comments(self) -> Comments:
        """The comments in R."""
        return comments.comments(self.text)


class RText(PythonText):
    """An R program: `text` is what it does, in Python; `own` are its lines.

    Of a document `code` is the R in it, with empty lines for all else; `taken` are names of its Python.
    """

    in_parts = True

    def __init__(self, file: PythonText, code: str | None = None, taken: Container[str] = ()) -> None:
        super().__init__(file.body, file.encoding, file.mark)
        self.own = self.text.split("\n")
        self.own_page = RPage(file, self.text if code is None else code)
        self.program = followed(self.own_page.text, taken)
        self.unparsed: tuple[Remark, ...] = tuple(self.program.remarks)
        self.text = in_python(self.program)

    def recover(self) -> bool:
        """What was written parses."""
        return False

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the R program."""
        found = placed(self.program, place)
        source = self.own[found.line - 1] if 0 < found.line <= len(self.own) else ""
        return Location(found.line, found.column, found.end_line, found.end_column, source)

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as one of the R program; it belongs to no cell."""
        return 0, placed(self.program, Place(line, 1, line, 1)).line

    def comment(self, line: int) -> tuple[int, int]:
        """Where the comment on a line of the text is in R, and on how many lines of the text."""
        return commented(self.program, line)

    def page(self, line: int) -> tuple[PythonText, int]:
        """The program in R, and where the line is in it."""
        return self.own_page, placed(self.program, Place(line, 1, line, 1)).line

    def worded(self, checked: Checked) -> Checked:
        """What was found, in the words of R."""
        return worded(self.program, checked)

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Never: edits are Python."""
        return False


def followed(code: str, taken: Container[str] = ()) -> Program:
    """What R code does. Raises Unreadable where it is no R, OtherLanguage without a parser."""
    try:
        return written(code, code.split("\n"), taken)
    except RecursionError:
        raise Unreadable("holds brackets or pipes too deep to be followed") from None


def read(code: str) -> tuple[str, str, int]:
    """A part of R, such as a cell: as it is, or where it is no R, empty lines, why, and the line there."""
    try:
        root(code)
    except OtherLanguage:
        raise
    except Unreadable as error:
        return "\n" * code.count("\n"), str(error), error.line
    return code, "", 0


def in_python(program: Program) -> str:
    """The text of what a program does."""
    return "\n".join(_line(each) for each in program.lines)


def placed(program: Program, place: Place) -> Place:
    """Where a place of that text is in the R code."""
    if not 0 < place.line <= len(program.lines):
        return place
    line = program.lines[place.line - 1]
    begin = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line.code.text)
    around = [each for each in line.code.spans if each.begin <= begin and end <= each.end]
    return min(around, key=lambda each: each.end - each.begin).place if around else line.place


def commented(program: Program, line: int) -> tuple[int, int]:
    """Where the comment on a line of the text is in R, and on how many lines of the text."""
    row = program.lines[line - 1].row
    return row, sum(each.row == row for each in program.lines)


def worded(program: Program, checked: Checked, lines: int | None = None) -> Checked:
    """What was found in a program, in the words of R; of a text with more `lines`, only in these."""
    last = len(program.lines) if lines is None else lines

    def told(each: Finding) -> Finding:
        is_own = each.place.line <= last
        return spelling.finding(each, program.used, _written(program, each.place)) if is_own else each

    return replace(checked, findings=tuple(map(told, checked.findings)))


def _written(program: Program, place: Place) -> str:
    """What stands at a place of one line in Python."""
    return program.lines[place.line - 1].code.text[place.column - 1 : place.end_column - 1]


def _line(line: Written) -> str:
    return f"{line.code.text}  {line.comment}" if line.comment else line.code.text


def document(content: bytes) -> RText:
    """The R program in `content`. Raises Unreadable where there is none, OtherLanguage without a parser."""
    return RText(decoded(content, "an R program"))
