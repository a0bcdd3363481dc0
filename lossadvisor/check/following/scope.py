"""What a program calls Keras at one place, by names that are surely bound, or by an import beside others."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from .names import symbol

Scope: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (ast.Module, *FUNCTIONS, ast.ClassDef)
NAMING = (
    *FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping, ast.arg,
)  # fmt: skip
LEAVING = (ast.Raise, ast.Return, ast.Continue, ast.Break)


class Import(Struct, frozen=True, eq=False):
    """A name that an import binds for certain: what it stands for, and the statement.

    `module` is that of the statement as it is written; `apart` says that the statement stands in a block.
    """

    name: str
    path: str
    statement: ast.stmt
    module: str
    apart: bool = False


class Way(Struct, frozen=True):
    """How a class of Keras is written at a place; `add` is an import that must come before `before`."""

    text: str
    add: str = ""
    before: ast.stmt | None = None


def way(tree: ast.Module, at: ast.AST, module: str, name: str) -> Way | None:
    """How to write the class `name` of `keras.<module>` at `at`; None where there is no sure way."""
    if _mixes_families(tree):
        return None
    scopes = list(_around(tree, at))
    for number, scope in enumerate(scopes):
        imports = list(_imports(scope.body, at)) if not isinstance(scope, ast.ClassDef) else []
        here = [each for each in imports if _is_sure(tree, each, scopes[: number + 1], scope)]
        for path, text in _spellings(module, name):
            for each in here:
                if each.path == path:
                    return Way(each.name + text)
    return _with_import(tree, scopes, at, f"keras.{module}.{name}")


def _spellings(module: str, name: str) -> Iterator[tuple[str, str]]:
    """What a name may stand for, and what follows it then."""
    yield "keras", f".{module}.{name}"
    yield "tensorflow", f".keras.{module}.{name}"
    yield f"keras.{module}", f".{name}"
    yield f"keras.{module}.{name}", ""


def _around(tree: ast.Module, at: ast.AST) -> Iterator[Scope]:
    """The scopes that `at` stands in, from the inside out."""
    found: list[Scope] = [tree]
    rest: list[ast.AST] = [tree]
    while rest:
        for child in ast.iter_child_nodes(rest.pop()):
            if _holds(child, at):
                rest.append(child)
                if isinstance(child, SCOPES):
                    found.append(child)
    yield from reversed(found)


def _holds(node: ast.AST, at: ast.AST) -> bool:
    if not hasattr(node, "lineno"):
        return not isinstance(node, (ast.expr_context, ast.operator))
    return _begin(node) <= _begin(at) and _end(at) <= _end(node)


def _begin(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _end(node: ast.AST) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]


def _imports(body: Iterable[ast.stmt], at: ast.AST, apart: bool = False) -> Iterator[Import]:
    """What the statements before `at` import, whatever happens."""
    for statement in body:
        if _end(statement) > _begin(at):
            return
        if isinstance(statement, ast.Import):
            for each in statement.names:
                first = each.name.partition(".")[0]
                stands_for = symbol(each.name if each.asname else first).path
                yield Import(each.asname or first, stands_for, statement, each.name, apart)
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            for each in statement.names:
                path = symbol(f"{statement.module}.{each.name}").path
                yield Import(each.asname or each.name, path, statement, statement.module or "", apart)
        elif isinstance(statement, ast.Try):
            yield from _tried(statement, at)


def _tried(statement: ast.Try, at: ast.AST) -> Iterator[Import]:
    """What a try statement imports whether or not it succeeds."""
    ways = [[*statement.body, *statement.orelse]]
    ways += [each.body for each in statement.handlers if not isinstance(each.body[-1], LEAVING)]
    found = [{each.name: each for each in _imports(body, at, apart=True)} for body in ways]
    for name, each in found[0].items():
        if all(name in other and other[name].path == each.path for other in found):
            yield each


def _is_sure(tree: ast.Module, found: Import, inner: list[Scope], scope: Scope) -> bool:
    """Whether the name is bound to nothing else, neither in its scope nor in those further in."""
    if any(isinstance(each, ast.Global) and found.name in each.names for each in ast.walk(tree)):
        return False
    return all(
        each is scope and path == found.path
        for each in inner
        for name, path in _bindings(each)
        if name == found.name or (name == "*" and not path.startswith(("keras.", "tensorflow.")))
    )


def _mixes_families(tree: ast.Module) -> bool:
    """Whether a program imports Keras 2 under its new name beside another Keras: their classes do not mix."""
    roots: set[str] = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom):
            roots.add((each.module or "").partition(".")[0])
        elif isinstance(each, ast.Import):
            roots.update(name.name.partition(".")[0] for name in each.names)
    return "tf_keras" in roots and len(roots & {"keras", "tensorflow", "tf_keras"}) > 1


def stands_in(tree: ast.Module, at: ast.AST, method: str) -> bool:
    """Whether `at` is written inside a call of a method of this name."""
    rest: list[ast.AST] = [tree]
    while rest:
        node = rest.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            return True
        rest += [each for each in ast.iter_child_nodes(node) if _holds(each, at)]
    return False


def is_module(tree: ast.Module, node: ast.expr, modules: Iterable[str]) -> bool:
    """Whether `node` names one of these modules of Keras: as a part of it, or as an import has bound it."""
    if isinstance(node, ast.Attribute):
        return node.attr in modules
    wanted = {f"keras.{each}" for each in modules}
    return isinstance(node, ast.Name) and any(
        name == node.id and path in wanted for each in ast.walk(tree) for name, path in _bound(each)
    )


def _with_import(tree: ast.Module, scopes: list[Scope], at: ast.AST, path: str) -> Way | None:
    """A way by an import of Keras beside one that is there, where the name `keras` is free."""
    everywhere = (each for each in ast.walk(tree) if isinstance(each, SCOPES))
    bound = (each for scope in everywhere for each in _bindings(scope))
    if any(name == "keras" and stands_for != "keras" for name, stands_for in bound):
        return None
    for scope in scopes:
        if isinstance(scope, ast.ClassDef) or (scope is not tree and _names_keras(scope)):
            continue  # an import in a function would hide the name that is around it
        for each in _imports(scope.body, at):
            if not each.apart and each.path.partition(".")[0] in ("keras", "tensorflow"):
                root = each.module.partition(".")[0]
                add = {"tensorflow": "from tensorflow import keras", "tf_keras": "import tf_keras as keras"}
                return Way(path, add.get(root, "import keras"), each.statement)
    return None


def _names_keras(scope: Scope) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "keras" for each in ast.walk(scope))


def _bindings(scope: Scope) -> Iterator[tuple[str, str]]:
    """Every name that is bound in a scope, with what it stands for where an import binds it."""
    if isinstance(scope, FUNCTIONS):
        yield from ((each.arg, "") for each in ast.walk(scope.args) if isinstance(each, ast.arg))
    rest: list[ast.AST] = list(scope.body)
    while rest:
        node = rest.pop()
        yield from _bound(node)
        if not isinstance(node, SCOPES):
            rest += ast.iter_child_nodes(node)


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that one piece of syntax binds."""
    if isinstance(node, ast.Import):
        for each in node.names:
            first = each.name.partition(".")[0]
            yield each.asname or first, symbol(each.name if each.asname else first).path
    elif isinstance(node, ast.ImportFrom):
        for each in node.names:
            yield each.asname or each.name, symbol(f"{node.module}.{each.name}").path
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id, ""
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from ((name, "") for name in node.names)
    elif isinstance(node, NAMING):  # an argument is here that of a lambda
        yield next(filter(None, (getattr(node, key, None) for key in ("name", "rest", "arg"))), ""), ""
