"""What an editor offers at a place: fixes, and comments that leave findings out."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import CodeAction, CodeActionKind, CodeActionParams, Diagnostic, WorkspaceEdit

from lossadvisor.check.findings import Finding
from lossadvisor.check.reports import FileReport
from lossadvisor.rulebook.rules import Rules

from .diagnostics import in_cell
from .fixes import all_fixes, fix, ignoring, title, touches
from .judging import Judged, Task, judged
from .positions import Columns
from .texts import File

FIX, FIX_ALL = CodeActionKind.QuickFix, CodeActionKind.SourceFixAll


def actions(rules: Rules, found: Judged, params: CodeActionParams, columns: Columns) -> list[CodeAction]:
    """What may be done in a range of a cell, the likeliest first."""
    return [each for each in _all(rules, found, params, columns) if _is_wanted(each, params)]


def _all(rules: Rules, found: Judged, params: CodeActionParams, columns: Columns) -> Iterator[CodeAction]:
    here = list(_here(found, params, columns))
    for finding in here:
        yield from _fix(found, finding, params, columns)
    if any(each.edits for each in found.report.checked.findings):
        yield from _all_fixes(rules, found, columns)
    for finding in here:
        yield from _ignoring(rules, found, finding, columns)


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
        yield CodeAction(title(finding), FIX, about or None, True, edit=WorkspaceEdit(edits))


def _is_about(diagnostic: Diagnostic, finding: Finding) -> bool:
    return diagnostic.code == finding.name


def _all_fixes(rules: Rules, found: Judged, columns: Columns) -> Iterator[CodeAction]:
    fixed = judged(rules, found.task, fixed=True).report
    if fixed.change is not None:
        edits = all_fixes(found.task.file, fixed.change.content, columns)
        number = f"{fixed.fixed} finding{'s' if fixed.fixed != 1 else ''}"
        yield CodeAction(f"Fix all that can be fixed here ({number})", FIX_ALL, edit=WorkspaceEdit(edits))


def _ignoring(rules: Rules, found: Judged, finding: Finding, columns: Columns) -> Iterator[CodeAction]:
    def anew(file: File) -> FileReport:
        task = found.task
        return judged(rules, Task(file, task.folder, task.unsaved)).report

    edits = ignoring(found.task.file, found.report, finding, anew, columns)
    if edits:
        yield CodeAction(f"Ignore {finding.name} here", FIX, edit=WorkspaceEdit(edits))
