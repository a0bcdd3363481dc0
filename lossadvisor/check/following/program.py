"""The heads in a program: its statements are followed in order, then what nothing has called."""

from __future__ import annotations

import ast
from bisect import bisect_left

from lossadvisor.check.steps import STEPS, Exhausted, Steps
from lossadvisor.rulebook.libraries import Libraries

from . import (
    callers,
    containers,
    expressions,
    functions,
    operations,
    precision,
    statements,
    stepping,
    uncalled,
)
from .dispatch import EXPRESSIONS, STATEMENTS, block
from .places import Text, is_here
from .run import Run
from .surroundings import Alone, Project
from .values import Constant, Function, Stored

EXPRESSIONS.update({**expressions.HANDLERS, **operations.HANDLERS, **containers.HANDLERS})
STATEMENTS.update(statements.HANDLERS)


def followed(
    tree: ast.Module,
    libraries: Libraries,
    text: str,
    most: int = STEPS,
    remembers: bool = False,
    project: Project | None = None,
    outer: Steps | None = None,
) -> Run:
    """What was met on the way through the program `tree`, written as `text`, in so many steps at most.

    It is stopped with the `outer` steps.
    """
    run = Run(libraries, most, remembers)
    if outer is not None:
        outer.within(run)
    run.project = project or Alone()
    run.text = Text(text)
    run.bind("__name__", Constant("__main__"))
    run.bind(precision.POLICY, precision.USUAL)
    run.bind("__file__", Stored("."))
    try:
        block(run, tree.body)
        stepping.go_through(run)
        run.called_by_program = frozenset(run.called)
        uncalled.go_through(run, tree)
        callers.go_through(run, tree)
        reached = {id(event.node) for event in run.events if is_here(event.node) and not event.forgotten}
        lines = run.text.compiles
        if len(lines) > len(reached):
            _again(run, tree, _around(tree, lines), reached)
    except (Exhausted, RecursionError):
        run.exhausted = True
    return run


def _around(tree: ast.Module, lines: list[int]) -> list[ast.AST]:
    """The syntax that goes over any of these lines, what holds before what is held."""
    found: list[ast.AST] = []
    level: list[ast.AST] = [tree]
    while level:
        found += level
        below = (each for node in level for each in ast.iter_child_nodes(node))
        level = [each for each in below if _over(each, lines)]
    return found


def _over(node: ast.AST, lines: list[int]) -> bool:
    """Whether a part of the program takes any of these lines; what has no place may take all."""
    end = getattr(node, "end_lineno", None)
    if end is None:
        return not isinstance(node, ast.expr_context)
    number = bisect_left(lines, _begin(node))
    return number < len(lines) and lines[number] <= end


def _begin(node: ast.AST) -> int:
    above: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(each.lineno for each in (node, *above))  # type: ignore[attr-defined, no-any-return]


def _again(run: Run, tree: ast.Module, around: list[ast.AST], reached: set[int]) -> None:
    """Take both sides of every condition, on the way to compile() calls that were not reached."""
    missed = {id(each) for each in around if _compiles(each) and id(each) not in reached}
    if not missed:
        return
    known, applied = list(run.events), list(run.applied)
    run.trusting = False
    run.called.clear()
    lines = sorted(each.lineno for each in around if isinstance(each, ast.Call) and id(each) in missed)
    for node in around:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _over(node, lines):
            before = run.world
            run.world = run.fork(before)
            run.frame = 0
            function = functions.defined(run, node)
            functions.follow(run, Function(node, function.frame, {}), (), {})
            run.world = before
    run.world = run.fork(run.world)
    run.frame = 0
    block(run, [each for each in tree.body if _over(each, lines)])
    run.applied = applied  # both sides of a condition need not go together
    run.events = known + [event for event in run.events[len(known) :] if id(event.node) in missed]
    run.trusting = True


def _compiles(node: ast.AST) -> bool:
    """Whether this is a compile() call, and none of a regular expression."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return node.func.attr == "compile" and not (isinstance(owner, ast.Name) and owner.id == "re")
