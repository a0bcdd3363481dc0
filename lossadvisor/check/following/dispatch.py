"""From a piece of syntax to the function that follows it; `program` fills the two tables."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from lossadvisor.check.steps import Exhausted

from .run import Run
from .values import NOTHING, Unknown, Value

Expression: TypeAlias = Callable[[Run, Any], Value]
Statement: TypeAlias = Callable[[Run, Any], "bool | None"]
EXPRESSIONS: dict[type, Expression] = {}
STATEMENTS: dict[type, Statement] = {}


def evaluate(run: Run, node: ast.AST | None) -> Value:
    """What an expression stands for; unknown where that cannot be told."""
    if node is None:
        return NOTHING
    run.steps += 1  # as tick() does, but this is done most of all
    if run.steps > run.most:
        raise Exhausted
    handler = EXPRESSIONS.get(node.__class__)
    return handler(run, node) if handler else children(run, node)


def children(run: Run, node: ast.AST) -> Value:
    """Look at the parts of an expression that itself stands for nothing known."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            evaluate(run, child)
    return Unknown()


def block(run: Run, body: Iterable[ast.stmt]) -> bool:
    """Go through statements; True where their end is never reached."""
    for node in body:
        run.tick()
        handler = STATEMENTS.get(node.__class__)
        if handler and handler(run, node):
            return True
    return False
