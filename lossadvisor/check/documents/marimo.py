"""Notebooks of marimo: each cell is a function, which shares the names that it returns and takes.

The bodies are read as one program, in the order in which marimo runs them (docs.marimo.io, "file format").
A cell that marimo could not parse is a string: with magics, or a `return`, it may well be read here.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeAlias

from lossadvisor.check.parsing import parsed
from lossadvisor.check.reports import Remark
from lossadvisor.check.unreadable import Unreadable

from . import reactive
from .cells import CellText, Stretch
from .reactive import Cell
from .source import PythonText

MARK = b"marimo.App("
CELLS = ("cell", "function", "class_definition")
UNPARSED = "_unparsable_cell"
NOT_READ = "a cell that marimo could not parse is not read: its string has escapes, or no lines of its own"
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def document(file: PythonText) -> PythonText:
    """The notebook in a Python file; the file itself where it holds none."""
    try:
        body = parsed(file.text).body
    except Unreadable:
        return file
    app = _app(body)
    lines = file.text.split("\n")
    found = [cell for each in body if (cell := _cell(each, app, lines))] if app else []
    cells = [each for each in found if isinstance(each, Cell)]
    left_out = [each for each in found if isinstance(each, Remark)]
    return CellText(file, reactive.in_order(cells), left_out) if found else file


def _app(body: Sequence[ast.stmt]) -> str:
    """The name of what `marimo.App()` makes; empty where nothing does."""
    for each in body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call):
            made, (target, *_) = each.value.func, each.targets
            if isinstance(made, ast.Attribute) and made.attr == "App" and isinstance(target, ast.Name):
                return target.id
    return ""


def _cell(each: ast.stmt, app: str, lines: list[str]) -> Cell | Remark | None:
    """What a statement of the file is as a cell; a word about one that is not read, None for no cell."""
    if isinstance(each, ast.With) and any(_of(item.context_expr, app) == "setup" for item in each.items):
        inside = reactive.cell(_inside(each.body, each.lineno, each.end_lineno, lines))
        return Cell(inside.stretch, gives=inside.gives)
    if isinstance(each, ast.Expr) and _of(each.value, app) == UNPARSED:
        return _of_string(each.value, lines)
    if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return None
    kind = next(filter(None, (_of(decorator, app) for decorator in each.decorator_list)), "")
    if kind == "cell" and not isinstance(each, ast.ClassDef):
        return _of_function(each, lines)
    if kind in CELLS:  # a function or class that other files may import: it stands at the margin as it is
        return reactive.cell(Stretch(each.lineno, "\n".join(lines[each.lineno - 1 : each.end_lineno])))
    return None


def _of_string(call: ast.expr, lines: list[str]) -> Cell | Remark:
    """A cell that marimo wrote as a string, if its lines stand in the file as they are."""
    string = call.args[0] if isinstance(call, ast.Call) and call.args else call
    written = string.value if isinstance(string, ast.Constant) else ""
    inside = lines[string.lineno : (string.end_lineno or string.lineno) - 1]
    if inside and isinstance(written, str) and written.split("\n")[1:-1] == inside:
        return reactive.cell(Stretch(string.lineno + 1, "\n".join(inside)))
    return Remark(string.lineno, NOT_READ)


def _of(decorator: ast.expr, app: str) -> str:
    """What of the app a decorator is: `cell` of `@app.cell` and of `@app.cell(hide_code=True)`."""
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == app:
        return made.attr
    return ""


def _of_function(cell: Function, lines: list[str]) -> Cell:
    """The body of a cell without its last `return`: names in it tell when it runs, not what it returns."""
    last = cell.body[-1]
    end = last.lineno - 1 if isinstance(last, ast.Return) else cell.end_lineno
    return reactive.cell(_inside(cell.body, cell.lineno, end, lines))


def _inside(body: Sequence[ast.stmt], header: int, end: int | None, lines: list[str]) -> Stretch:
    """The lines of a body, with comments above its first statement."""
    begin = min(each.lineno for each in (body[0], *getattr(body[0], "decorator_list", ())))
    while begin - 1 > header and lines[begin - 2].strip()[:1] in ("", "#"):
        begin -= 1
    return Stretch(begin, "\n".join(lines[begin - 1 : end]))
