"""What a program leaves to others to call: its functions and classes, each gone through alone."""

from __future__ import annotations

import ast

from . import calls, functions, stepping
from .arrays import Array
from .matters import matters, telling
from .places import SPAN
from .run import Run
from .values import Class, Constant, Dataset, Function, Unknown, Value

NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def go_through(run: Run, tree: ast.Module, frame: int = 0, line: int = 0) -> None:
    """Go through what nothing has called of the file `tree`, whose names `frame` has.

    Its lines are counted from `line`.
    """
    here = {id(each) for each in tree.body}
    names = telling(run, frame)
    for value in _first_the_outer(run, tree, list(run.world.scope(run, frame).whole().values())):
        if isinstance(value, Function) and _stands_in(value, line) and _is_left(run, value, names):
            _alone(run, value)
        elif isinstance(value, Class) and id(value.node) in here and matters(run, value.node, names):
            _class_alone(run, value)
    for value in run.decorated:  # whose names stand for what was made of them
        if id(value.node) in here and _is_left(run, value, names):
            _alone(run, value)


def _first_the_outer(run: Run, tree: ast.Module, values: list[Value]) -> list[Value]:
    """Last those that others of the file may call, which say what they are given."""
    named = {each.name: each for each in tree.body if isinstance(each, NAMED)}
    used = {name for each in named.values() for name in run.text_of(each).calls(each) if name != each.name}
    return sorted(values, key=lambda each: _name(each) in used)


def _name(value: Value) -> str:
    return getattr(value.node, "name", "") if isinstance(value, (Function, Class)) else ""


def _stands_in(function: Function, line: int) -> bool:
    return getattr(function.node, "lineno", 0) // SPAN == line // SPAN


def _is_left(run: Run, function: Function, names: frozenset[str]) -> bool:
    """Whether nothing has called a function that can tell of a head."""
    return id(function.node) not in run.called and matters(run, function.node, names)


def forget_rebound(run: Run) -> None:
    """Which of its values a name of the module holds when somebody calls is not known."""
    for name in run.rebound:
        scope = run.world.scope(run, 0)
        if isinstance(scope.get(name), (Array, Constant, Dataset)):
            scope[name] = Unknown()


def _alone(run: Run, function: Function) -> None:
    before = run.world
    run.world = run.fork(before)
    forget_rebound(run)
    first = len(run.events)
    functions.follow(run, function, (), {})
    stepping.go_through(run, first)
    run.world = before


def _class_alone(run: Run, made_of: Class) -> None:
    """Make an instance and call what was not called, in the order of the text."""
    methods = {
        name: value
        for name, value in made_of.attributes.items()
        if isinstance(value, Function) and id(value.node) not in run.called
    }
    if not methods:
        return
    before = run.world
    run.world = run.fork(before)
    first = len(run.events)
    owner = calls.call(run, made_of, (), {}, ast.Call(ast.Constant(None), [], []))
    for name in methods:
        found: Value | None = functions.method(made_of, name, owner)
        if (
            isinstance(found, Function)
            and id(found.node) not in run.called
            and name not in ("call", "__call__")
        ):
            functions.follow(run, found, (), {})
    stepping.go_through(run, first)
    run.world = before
