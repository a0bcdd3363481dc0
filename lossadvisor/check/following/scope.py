"""What a program calls Keras at one place, by names that are surely bound, or by an import beside others."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from .names import symbol

Scope: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (ast.Module, *FUNCTIONS, ast.ClassDef)
NAMING = (
    *FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping, ast.arg,
)  # fmt: skip
SQUEEZING = ("sigmoid", "softmax", "log_softmax", "log_sigmoid", "expit", "sign", "Softmax")
WORD = re.compile(r"\w+")
MOST_PARTS = 8  # of a word
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


class Whole:
    """What stands anywhere in a program, looked up once however often it is asked for."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self._bindings: dict[int, dict[str, set[str]]] = {}

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every piece of syntax."""
        return list(ast.walk(self.tree))

    @cached_property
    def made_global(self) -> frozenset[str]:
        """The names that a function declares global, so that it may bind them anew."""
        return frozenset(name for each in self.nodes if isinstance(each, ast.Global) for name in each.names)

    @cached_property
    def mixes_families(self) -> bool:
        """Whether Keras 2 is imported under its new name beside another Keras: their classes do not mix."""
        roots: set[str] = set()
        for each in self.nodes:
            if isinstance(each, ast.ImportFrom):
                roots.add((each.module or "").partition(".")[0])
            elif isinstance(each, ast.Import):
                roots.update(name.name.partition(".")[0] for name in each.names)
        return "tf_keras" in roots and len(roots & {"keras", "tensorflow", "tf_keras"}) > 1

    @cached_property
    def keras_is_free(self) -> bool:
        """Whether the name `keras` stands for Keras wherever it is bound."""
        scopes = (each for each in self.nodes if isinstance(each, SCOPES))
        return all(self.bindings(each).get("keras", set()) <= {"keras"} for each in scopes)

    @cached_property
    def modules(self) -> dict[str, set[str]]:
        """What each name that is imported anywhere stands for."""
        found: dict[str, set[str]] = {}
        for each in self.nodes:
            if isinstance(each, (ast.Import, ast.ImportFrom)):
                for name, path in _bound(each):
                    found.setdefault(name, set()).add(path)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in texts outside of compile() calls, `val_loss` also as `loss`."""
        found: set[str] = set()
        for each in self.nodes:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and not self.in_compile(each):
                for word in WORD.findall(each.value):
                    parts = word.split("_")
                    found.update("_".join(parts[at:]) for at in range(min(len(parts), MOST_PARTS)))
        return frozenset(found)

    @cached_property
    def reads_logits(self) -> bool:
        """Whether the program may take what a layer without an activation puts out for what it is."""
        return any(map(_reads_logits, self.nodes))

    @cached_property
    def _compiles(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Where compile() calls begin and end, in order, without those inside of others."""
        calls = (
            (_begin(each), _end(each))
            for each in self.nodes
            if isinstance(each, ast.Call) and getattr(each.func, "attr", "") == "compile"
        )
        outer: list[tuple[tuple[int, int], tuple[int, int]]] = []
        for begin, end in sorted(calls, key=lambda each: (each[0], (-each[1][0], -each[1][1]))):
            if not outer or begin >= outer[-1][1]:
                outer.append((begin, end))
        return outer

    def in_compile(self, at: ast.AST) -> bool:
        """Whether `at` is written inside a compile() call."""
        number = bisect_right(self._compiles, _begin(at), key=lambda each: each[0])
        return number > 0 and _end(at) <= self._compiles[number - 1][1]

    def bindings(self, scope: Scope) -> dict[str, set[str]]:
        """The names that are bound in a scope, each with what it stands for where an import binds it."""
        if id(scope) not in self._bindings:
            found: dict[str, set[str]] = {}
            for name, path in _bindings(scope):
                found.setdefault(name, set()).add(path)
            self._bindings[id(scope)] = found
        return self._bindings[id(scope)]


def way(whole: Whole, at: ast.AST, module: str, name: str) -> Way | None:
    """How to write the class `name` of `keras.<module>` at `at`; None where there is no sure way."""
    if whole.mixes_families:
        return None
    scopes = list(_around(whole.tree, at))
    for number, scope in enumerate(scopes):
        imports = list(_imports(scope.body, at)) if not isinstance(scope, ast.ClassDef) else []
        here = [each for each in imports if _is_sure(whole, each, scopes[: number + 1], scope)]
        for path, text in _spellings(module, name):
            for each in here:
                if each.path == path:
                    return Way(each.name + text)
    return _with_import(whole, scopes, at, f"keras.{module}.{name}")


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


def _reads_logits(node: ast.AST) -> bool:
    """Whether a piece of syntax squeezes numbers, splits them at 0, or takes a part out of a model."""
    if isinstance(node, ast.Call):
        return called(node) in SQUEEZING
    if isinstance(node, ast.keyword):
        return node.arg == "from_logits" and getattr(node.value, "value", None) is True
    if isinstance(node, ast.Compare):
        return any(isinstance(each, ast.Constant) and each.value == 0 for each in node.comparators)
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "layers"
    return isinstance(node, ast.Attribute) and node.attr in ("get_layer", "output", "outputs")


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_sure(whole: Whole, found: Import, inner: list[Scope], scope: Scope) -> bool:
    """Whether the name is bound to nothing else, neither in its scope nor in those further in."""
    if found.name in whole.made_global:
        return False
    bound = [whole.bindings(each) for each in inner]
    if any(not path.startswith(("keras.", "tensorflow.")) for each in bound for path in each.get("*", ())):
        return False
    return all(each.get(found.name, set()) <= ({found.path} if at is scope else set())
               for at, each in zip(inner, bound, strict=True))  # fmt: skip


def is_module(whole: Whole, node: ast.expr, modules: Iterable[str]) -> bool:
    """Whether `node` names one of these modules of Keras: as a part of it, or as an import has bound it."""
    if isinstance(node, ast.Attribute):
        return node.attr in modules
    wanted = {f"keras.{each}" for each in modules}
    return isinstance(node, ast.Name) and not wanted.isdisjoint(whole.modules.get(node.id, ()))


def _with_import(whole: Whole, scopes: list[Scope], at: ast.AST, path: str) -> Way | None:
    """A way by an import of Keras beside one that is there, where the name `keras` is free."""
    if not whole.keras_is_free:
        return None
    for scope in scopes:
        if isinstance(scope, ast.ClassDef) or (scope is not whole.tree and _names_keras(scope)):
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
