"""Names to choose from while an activation or a loss is written, the one that fits first."""

from __future__ import annotations

from functools import partial

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
    TextEdit,
)
from msgspec.structs import replace

from lossadvisor.check.fitting import Begun, Choice, begun, choices
from lossadvisor.check.nearby import Nearby
from lossadvisor.check.parsing import parsed
from lossadvisor.check.readers import Document, document_reader
from lossadvisor.check.reports import STANDARD_INPUT
from lossadvisor.check.steps import Steps
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.errors import printable
from lossadvisor.rulebook.rules import Rules

from .judging import Task
from .positions import Columns
from .texts import DOCUMENT, Cell, File


def items(
    rules: Rules, task: Task, uri: str, at: Position, columns: Columns, steps: Steps
) -> list[CompletionItem]:
    """What may be written at a position of a text; nothing where no activation or loss is."""
    file = task.file
    cell = file.named(uri)
    line, column = columns.place(cell.lines, at)
    wanted = begun("\n".join(cell.lines), line, column)
    if wanted is None or file.is_r(line - 1) or not _is_code(file, cell, line):
        return []
    around = Nearby(file.path, task.folder, task.unsaved) if file.path != STANDARD_INPUT else None
    row = cell.lines[line - 1]
    where = Range(
        Position(at.line, columns.units(row, wanted.column - 1)),
        Position(at.line, columns.units(row, wanted.end_column - 1)),
    )
    read = partial(_program, file, cell)
    found = choices(rules, "\n".join(cell.lines), wanted, around, steps, read)
    return [_item(each, number, wanted, where) for number, each in enumerate(found)]


def _is_code(file: File, cell: Cell, line: int) -> bool:
    """Whether a line is read at all: one of a document may stand between the chunks."""
    if file.kind != DOCUMENT:
        return cell.is_code
    try:
        document = document_reader(file.kind)(file.content)
    except Unreadable:
        return False
    return _line_in(document, (0, line)) > 0


def _program(file: File, cell: Cell, text: str, line: int) -> tuple[str, int]:
    """What the whole file is read as with another text of one cell, and where a line of it stands there.

    Raises Unreadable where that line is left out as no Python.
    """
    cells = tuple(replace(each, text=text) if each.uri == cell.uri else each for each in file.cells)
    document = document_reader(file.kind)(replace(file, cells=cells).content)
    try:
        parsed(document.text)
    except Unreadable:
        document.recover()
    found = _line_in(document, (file.cells.index(cell) + 1 if file.is_notebook else 0, line))
    if not found or not document.text.split("\n")[found - 1].strip():
        raise Unreadable("left out")
    return document.text, found


def _line_in(document: Document, wanted: tuple[int, int]) -> int:
    """Which line of the program a line of a cell is; 0 for none."""
    numbers = range(1, document.text.count("\n") + 2)
    return next((each for each in numbers if document.line(each) == wanted), 0)


def _item(choice: Choice, number: int, begun: Begun, where: Range) -> CompletionItem:
    wrong = bool(choice.findings)
    says = printable(choice.entry.says)
    told = "\n".join(f"- **{each.name}**: {printable(each.says)}" for each in choice.findings)
    return CompletionItem(
        choice.name,
        kind=CompletionItemKind.Value,
        detail=", ".join(dict.fromkeys(each.name for each in choice.findings)) if wrong else says,
        documentation=MarkupContent(MarkupKind.Markdown, f"{says}\n\n{told}" if wrong else says),
        sort_text=f"{number:03}",
        filter_text=choice.name,
        preselect=number == 0 or None,
        text_edit=TextEdit(where, choice.name),
    )
