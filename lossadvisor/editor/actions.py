"""What an editor offers at a place: fixes, comments that leave findings out, and heads to insert."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeActionParams,
    Command,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport
from lossadvisor.check.steps import STEPS, Steps
from lossadvisor.rulebook.rules import Rules

from .diagnostics import in_cell
from .fixes import all_fixes, ended, fix, ignoring, title, touches
from .inserting import common
from .judging import Judged, Task, judged
from .positions import Columns
from .texts import Cell, File

INSERT, INSERT_TITLE = "lossadvisor.insertHead", "Insert the head for …"
FIX, FIX_ALL = CodeActionKind.QuickFix, CodeActionKind.SourceFixAll


def actions(
    rules: Rules,
    found: Judged,
    params: CodeActionParams,
    columns: Columns,
    steps: Steps,
    *,
    can_ask: bool = False,
) -> list[CodeAction]:
    """What may be done in a range of a cell, the likeliest first."""
    offered = (*_all(rules, found, params, columns, steps), *_heads(rules, found, params, can_ask=can_ask))
    return [each for each in offered if _is_wanted(each, params)]


def insertion(cell: Cell, line: int, code: str) -> WorkspaceEdit:
    """Code put in at a line, as far from the margin as that line is."""
    text = cell.lines[line] if line < len(cell.lines) else ""
    margin = text[: len(text) - len(text.lstrip())]
    at = Position(line, 0)
    new = indent(code.rstrip("\n") + "\n", margin)
    return WorkspaceEdit({cell.uri: [TextEdit(Range(at, at), ended(cell, new))]})


def versioned(action: CodeAction, file: File) -> CodeAction:
    """The action with edits for this version of the texts alone: a client refuses them for another."""
    changes = action.edit.changes if action.edit else None
    if not changes:
        return action
    edits = [
        TextDocumentEdit(OptionalVersionedTextDocumentIdentifier(uri, file.named(uri).version), list(each))
        for uri, each in changes.items()
    ]
    action.edit = WorkspaceEdit(document_changes=edits)
    return action


def _heads(rules: Rules, found: Judged, params: CodeActionParams, *, can_ask: bool) -> Iterator[CodeAction]:
    """The head for a task, on a line with nothing on it."""
    uri, line = params.text_document.uri, params.range.start.line
    cell = next((each for each in found.task.file.cells if each.uri == uri), None)
    if cell is None or not cell.is_code or found.task.file.is_r(line):
        return
    if line < len(cell.lines) and cell.lines[line].strip():
        return
    if can_ask:
        command = Command(INSERT_TITLE, INSERT, arguments=[uri, line])
        yield CodeAction(INSERT_TITLE, CodeActionKind.RefactorRewrite, command=command)
        return
    for task, code in common(rules).items():
        title = f"Insert the head for {task}: {rules.tasks[task].says}"
        yield CodeAction(title, CodeActionKind.RefactorRewrite, edit=insertion(cell, line, code))


def _all(
    rules: Rules, found: Judged, params: CodeActionParams, columns: Columns, steps: Steps
) -> Iterator[CodeAction]:
    here = list(_here(found, params, columns))
    for finding in here:
        yield from _fix(found, finding, params, columns)
    if any(each.edits for each in found.report.checked.findings):
        yield from _all_fixes(rules, found, columns, steps)
    for finding in here:
        yield from _ignoring(rules, found, finding, columns, steps)


def _is_wanted(action: CodeAction, params: CodeActionParams) -> bool:
    """Whether a client that asks for some kinds of actions asks for this one."""
    only, kind = params.context.only, _name(action.kind or "")
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in map(_name, only))


def _name(kind: CodeActionKind | str) -> str:
    return str(kind.value) if isinstance(kind, CodeActionKind) else kind


def _here(found: Judged, params: CodeActionParams, columns: Columns) -> Iterator[Finding]:
    file = found.task.file
    for finding in found.report.checked.findings:
        cell, place = in_cell(file, found.report, finding.place)
        if cell.uri == params.text_document.uri and touches(columns.range(cell.lines, place), params.range):
            yield finding


def _fix(found: Judged, finding: Finding, params: CodeActionParams, columns: Columns) -> Iterator[CodeAction]:
    edits = fix(found.task.file, found.report, finding, columns)
    if edits:
        about = [each for each in params.context.diagnostics if _is_about(each, finding)]
        yield CodeAction(title(found.report, finding), FIX, about or None, True, edit=WorkspaceEdit(edits))


def _is_about(diagnostic: Diagnostic, finding: Finding) -> bool:
    return diagnostic.code == finding.name


def _all_fixes(rules: Rules, found: Judged, columns: Columns, steps: Steps) -> Iterator[CodeAction]:
    fixed = judged(rules, found.task, steps.within(Steps(2 * STEPS)), fixed=True).report
    if fixed.change is not None:
        edits = all_fixes(found.task.file, fixed.change.content, columns)
        number = f"{fixed.fixed} finding{'s' if fixed.fixed != 1 else ''}"
        title = f"Fix all that can be fixed in this file ({number})"
        yield CodeAction(title, FIX_ALL, edit=WorkspaceEdit(edits))


def _ignoring(
    rules: Rules, found: Judged, finding: Finding, columns: Columns, steps: Steps
) -> Iterator[CodeAction]:
    def anew(file: File) -> FileReport:
        task = found.task
        return judged(rules, Task(file, task.folder, task.unsaved), steps.within(Steps())).report

    edits = ignoring(found.task.file, found.report, finding, anew, columns)
    if edits:
        yield CodeAction(f"Ignore {finding.name} here", FIX, edit=WorkspaceEdit(edits))
