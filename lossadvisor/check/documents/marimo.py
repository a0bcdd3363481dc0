"""Notebooks of marimo: each cell is a function, which shares the names that it returns and takes.

The bodies are read as one program, in the order in which marimo runs them: a cell after those that give the
names it takes (docs.marimo.io, "file format").
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from lossadvisor.check.parsing import parsed
from lossadvisor.check.unreadable import Unreadable

from .cells import CellText, Stretch
from .source import PythonText

MARK = b"marimo.App("
CELLS = ("cell", "function", "class_definition")
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


class _Cell(NamedTuple):
    """A stretch with the names that it takes from others and gives to them."""

    stretch: Stretch
    takes: frozenset[str]
    gives: frozenset[str]


def document(file: PythonText) -> PythonText:
    """The notebook in a Python file; the file itself where it holds none."""
    try:
        body = parsed(file.text).body
    except Unreadable:
        return file
    app = _app(body)
    lines = file.text.split("\n")
    cells = [cell for each in body if (cell := _cell(each, app, lines))] if app else []
    return CellText(file, [each.stretch for each in _in_order(cells)]) if cells else file


def _app(body: Sequence[ast.stmt]) -> str:
    """The name of what `marimo.App()` makes; empty where nothing does."""
    for each in body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call):
            made, (target, *_) = each.value.func, each.targets
            if isinstance(made, ast.Attribute) and made.attr == "App" and isinstance(target, ast.Name):
                return target.id
    return ""


def _cell(each: ast.stmt, app: str, lines: list[str]) -> _Cell | None:
    if isinstance(each, ast.With) and any(_of(item.context_expr, app) == "setup" for item in each.items):
        return _Cell(_inside(each.body, each.lineno, each.end_lineno, lines), frozenset(), _bound(each.body))
    if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return None
    kind = next(filter(None, (_of(decorator, app) for decorator in each.decorator_list)), "")
    if kind == "cell" and not isinstance(each, ast.ClassDef):
        return _of_function(each, lines)
    if kind in CELLS:  # a function or class that other files may import: it stands at the margin as it is
        stretch = Stretch(each.lineno, "\n".join(lines[each.lineno - 1 : each.end_lineno]))
        return _Cell(stretch, _read(each), frozenset((each.name,)))
    return None


def _of(decorator: ast.expr, app: str) -> str:
    """What of the app a decorator is: `cell` of `@app.cell` and of `@app.cell(hide_code=True)`."""
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == app:
        return made.attr
    return ""


def _of_function(cell: Function, lines: list[str]) -> _Cell:
    """The body of a cell without its last `return`, which says what it gives."""
    given = cell.args
    takes = frozenset(each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs))
    last = cell.body[-1]
    end, gives = cell.end_lineno, frozenset[str]()
    if isinstance(last, ast.Return):
        end = last.lineno - 1
        gives = frozenset(each.id for each in ast.walk(last) if isinstance(each, ast.Name))
    return _Cell(_inside(cell.body, cell.lineno, end, lines), takes, gives)


def _inside(body: Sequence[ast.stmt], header: int, end: int | None, lines: list[str]) -> Stretch:
    """The lines of a body, with comments above its first statement."""
    begin = min(each.lineno for each in (body[0], *getattr(body[0], "decorator_list", ())))
    while begin - 1 > header and lines[begin - 2].strip()[:1] in ("", "#"):
        begin -= 1
    return Stretch(begin, "\n".join(lines[begin - 1 : end]))


def _bound(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Names that statements bind, in whatever way."""
    found = set()
    for each in ast.walk(ast.Module(list(body), [])):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            found.add(each.id)
        elif isinstance(each, ast.alias):
            found.add((each.asname or each.name).partition(".")[0])
        elif isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(each.name)
    return frozenset(found)


def _read(node: ast.AST) -> frozenset[str]:
    return frozenset(
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    )


def _in_order(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """Every cell after those whose names it takes, else as they stand; those in a circle stay so too."""
    left = list(cells)
    while left:
        awaited = [
            each for each in left if not any(each.takes & other.gives for other in left if other is not each)
        ]
        following = awaited[0] if awaited else left[0]
        left.remove(following)
        yield following
