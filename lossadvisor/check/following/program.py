"""The heads in a program: its statements are followed in order, then what nothing has called."""

from __future__ import annotations

import ast
import warnings

from lossadvisor.check.unreadable import Unreadable
from lossadvisor.rulebook.libraries import Libraries

from . import calls, containers, expressions, functions, operations, statements
from .dispatch import EXPRESSIONS, STATEMENTS, block
from .run import Exhausted, Run
from .values import Class, Constant, Data, Function, Unknown

SECONDS = 2.0
EXPRESSIONS.update({**expressions.HANDLERS, **operations.HANDLERS, **containers.HANDLERS})
STATEMENTS.update(statements.HANDLERS)


def parsed(text: str) -> ast.Module:
    """The syntax tree of `text`. Raises Unreadable where there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise Unreadable(f"not Python 3: {error.msg}", error.lineno or 0) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"cannot be parsed: {error}") from None


def followed(
    tree: ast.Module, libraries: Libraries, seconds: float = SECONDS, written: int | None = None
) -> Run:
    """What was met on the way through a program, in which `compile(` is `written` so many times."""
    run = Run(libraries, seconds)
    run.bind("__name__", Constant("__main__"))
    try:
        block(run, tree.body)
        _uncalled(run, tree)
        reached = {id(event.node) for event in run.events}
        missed = _unreached(reached, tree) if written is None or written > len(reached) else set()
        if missed:
            _again(run, tree, missed)
    except (Exhausted, RecursionError):
        run.exhausted = True
    return run


def _uncalled(run: Run, tree: ast.Module) -> None:
    """Go through functions and classes that the program leaves to others to call."""
    for value in list(run.world.frames[0].values()):
        if isinstance(value, Function) and id(value.node) not in run.called:
            _alone(run, value)
        elif isinstance(value, Class) and value.node in tree.body:
            _class_alone(run, value)


def _alone(run: Run, function: Function) -> None:
    before = run.world
    run.world = before.fork()
    for name in run.rebound:  # which of its values holds when somebody calls is not known
        if isinstance(run.world.frames[0].get(name), (Constant, Data)):
            run.world.frames[0][name] = Unknown()
    functions.follow(run, function, (), {})
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
    run.world = before.fork()
    owner = calls.call(run, made_of, (), {}, ast.Call(ast.Constant(None), [], []))
    for name in methods:
        found = functions.method(made_of, name, owner)
        if (
            isinstance(found, Function)
            and id(found.node) not in run.called
            and name not in ("call", "__call__")
        ):
            functions.follow(run, found, (), {})
    run.world = before


def _unreached(reached: set[int], tree: ast.Module) -> set[int]:
    """The compile() calls that were not reached."""
    return {
        id(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
        and id(node) not in reached
    }


def _again(run: Run, tree: ast.Module, missed: set[int]) -> None:
    """Take both sides of every condition, on the way to compile() calls that were not reached."""
    known = list(run.events)
    run.trusting = False
    run.called.clear()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _holds(node, missed):
            before = run.world
            run.world = before.fork()
            run.frame = 0
            function = functions.defined(run, node)
            functions.follow(run, Function(node, function.frame, {}), (), {})
            run.world = before
    run.world = run.world.fork()
    run.frame = 0
    block(run, [each for each in tree.body if _holds(each, missed)])
    run.events = known + [event for event in run.events[len(known) :] if id(event.node) in missed]
    run.trusting = True


def _holds(node: ast.AST, missed: set[int]) -> bool:
    return any(id(each) in missed for each in ast.walk(node))
