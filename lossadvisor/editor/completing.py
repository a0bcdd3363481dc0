"""Names to choose from while an activation or a loss is written, the one that fits first."""

from __future__ import annotations

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
    TextEdit,
)

from lossadvisor.check.fitting import Begun, Choice, begun, choices
from lossadvisor.check.nearby import Nearby
from lossadvisor.check.reports import STANDARD_INPUT
from lossadvisor.check.steps import Steps
from lossadvisor.errors import printable
from lossadvisor.rulebook.rules import Rules

from .judging import Task
from .positions import Columns
from .texts import Cell


def items(
    rules: Rules, task: Task, uri: str, at: Position, columns: Columns, steps: Steps
) -> list[CompletionItem]:
    """What may be written at a position of a text; nothing where no activation or loss is."""
    file = task.file
    first, text = joined(file.cells, uri, by_cells=file.is_notebook)
    cell = file.named(uri)
    line, column = columns.place(cell.lines, at)
    wanted = begun(text, first + line, column)
    if wanted is None:
        return []
    around = Nearby(file.path, task.folder, task.unsaved) if file.path != STANDARD_INPUT else None
    row = cell.lines[line - 1]
    where = Range(
        Position(at.line, columns.units(row, wanted.column - 1)),
        Position(at.line, columns.units(row, wanted.end_column - 1)),
    )
    found = choices(rules, text, wanted, around, steps)
    return [_item(each, number, wanted, where) for number, each in enumerate(found)]


def joined(cells: tuple[Cell, ...], uri: str, *, by_cells: bool) -> tuple[int, str]:
    """The code of a file as one program, and the number of lines in it before a cell."""
    code = [each for each in cells if each.is_code or not by_cells]
    before = 0
    for each in code:
        if each.uri == uri:
            break
        before += len(each.lines)
    return before, "\n".join("\n".join(each.lines) for each in code)


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
