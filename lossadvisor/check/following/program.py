"""The heads in a program: its statements are followed in order, then what nothing has called."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_left

from lossadvisor.check.unreadable import Unreadable
from lossadvisor.rulebook.libraries import Libraries

from . import calls, containers, expressions, functions, operations, statements
from .dispatch import EXPRESSIONS, STATEMENTS, block
from .places import Text
from .run import Run
from .steps import STEPS, Exhausted
from .values import Class, Constant, Data, Function, Unknown

COMPILE = re.compile(r"(?<!\bre)\.\s*compile\s*\(")
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


def followed(tree: ast.Module, libraries: Libraries, text: str = "", most: int = STEPS) -> Run:
    """What was met on the way through the program `tree`, written as `text`, in so many steps at most."""
    run = Run(libraries, most)
    run.text = Text(text)
    run.bind("__name__", Constant("__main__"))
    try:
        block(run, tree.body)
        _uncalled(run, tree)
        reached = {id(event.node) for event in run.events}
        unreached = not text or len(COMPILE.findall(text)) > len(reached)
        missed = _unreached(reached, tree) if unreached else []
        if missed:
            _again(run, tree, missed)
    except (Exhausted, RecursionError):
        run.exhausted = True
    return run


def _uncalled(run: Run, tree: ast.Module) -> None:
    """Go through functions and classes that the program leaves to others to call."""
    here = {id(each) for each in tree.body}
    for value in list(run.world.scope(run, 0).whole().values()):
        if isinstance(value, Function) and id(value.node) not in run.called:
            _alone(run, value)
        elif isinstance(value, Class) and id(value.node) in here:
            _class_alone(run, value)


def _alone(run: Run, function: Function) -> None:
    before = run.world
    run.world = run.fork(before)
    for name in run.rebound:  # which of its values holds when somebody calls is not known
        scope = run.world.scope(run, 0)
        if isinstance(scope.get(name), (Constant, Data)):
            scope[name] = Unknown()
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
    run.world = run.fork(before)
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


def _unreached(reached: set[int], tree: ast.Module) -> list[ast.Call]:
    """The compile() calls that were not reached, without those of regular expressions."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
        and id(node) not in reached
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re")
    ]


def _again(run: Run, tree: ast.Module, missed: list[ast.Call]) -> None:
    """Take both sides of every condition, on the way to compile() calls that were not reached."""
    known = list(run.events)
    run.trusting = False
    run.called.clear()
    places = sorted((node.lineno, node.col_offset) for node in missed)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _holds(node, places):
            before = run.world
            run.world = run.fork(before)
            run.frame = 0
            function = functions.defined(run, node)
            functions.follow(run, Function(node, function.frame, {}), (), {})
            run.world = before
    run.world = run.fork(run.world)
    run.frame = 0
    block(run, [each for each in tree.body if _holds(each, places)])
    numbers = {id(node) for node in missed}
    run.events = known + [event for event in run.events[len(known) :] if id(event.node) in numbers]
    run.trusting = True


def _holds(node: ast.stmt, places: list[tuple[int, int]]) -> bool:
    """Whether any of these places, in their order, stands in a statement."""
    begin = min(node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ())), node.lineno)
    number = bisect_left(places, (begin, 0))
    return number < len(places) and places[number] < (node.end_lineno or 0, node.end_col_offset or 0)
