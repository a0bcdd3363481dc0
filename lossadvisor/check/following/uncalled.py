"""What a program leaves to others to call: its functions and classes, each gone through alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import calls, functions, stepping
from .arrays import Array
from .matters import matters, telling
from .places import SPAN
from .run import Run
from .values import Class, Constant, Dataset, Function, Unknown, Value


def go_through(run: Run, tree: ast.Module, frame: int = 0, line: int = 0) -> None:
    """Go through what nothing has called of the file `tree`, whose names `frame` has.

    Its lines are counted from `line`.
    """
    here = {id(each) for each in tree.body}
    names = telling(run, frame)
    for value in _first_the_outer(run, list(_left(run, here, names, frame, line))):
        if isinstance(value, Class):
            _class_alone(run, value)
        elif id(value.node) not in run.called:
            _alone(run, value)
    for value in run.decorated:  # whose names stand for what was made of them
        if id(value.node) in here and id(value.node) not in run.called and matters(run, value.node, names):
            _alone(run, value)


def _left(
    run: Run, here: set[int], names: frozenset[str], frame: int, line: int
) -> Iterator[Function | Class]:
    """The functions that nothing has called, and the classes, which can tell of a head."""
    for each in run.world.scope(run, frame).whole().values():
        if isinstance(each, Function):
            own = _stands_in(each, line) and id(each.node) not in run.called
        else:
            own = isinstance(each, Class) and id(each.node) in here
        if own and isinstance(each, (Function, Class)) and matters(run, each.node, names):
            yield each


def _first_the_outer(run: Run, left: list[Function | Class]) -> list[Function | Class]:
    """Last those that others of them may call, which say what they are given."""
    if len(left) < 2:
        return left
    texts = ((_name(each), run.text_of(each.node).calls(each.node)) for each in left)
    used = {called for name, words in texts for called in words if called != name}
    return sorted(left, key=lambda each: _name(each) in used)


def _name(value: Function | Class) -> str:
    return getattr(value.node, "name", "")


def _stands_in(function: Function, line: int) -> bool:
    return getattr(function.node, "lineno", 0) // SPAN == line // SPAN


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
