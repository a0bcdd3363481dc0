"""What operators give: arithmetic, comparisons, and what counts as true."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from . import columns, conditions, labelled, losses, stored, tensors, widths
from .arrays import Array
from .dispatch import Expression, evaluate
from .run import Run
from .values import (
    NOTHING,
    Class,
    Constant,
    Either,
    Function,
    Layer,
    Predicted,
    Ref,
    Stored,
    Symbol,
    Tensor,
    Unknown,
    Value,
    constant,
)
from .ways import either
from .world import ListState

OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Is: operator.eq, ast.IsNot: operator.ne,
}  # fmt: skip
SAME: dict[type, bool] = {ast.Eq: True, ast.Is: True, ast.NotEq: False, ast.IsNot: False}
MOST_REPEATED = 1_000
LONGEST = 10_000
WIDEST = 64  # bits of a number
WIDE = re.compile(r"%[^a-zA-Z%]*\d{4}")  # a format that makes a long text


def _binary(run: Run, node: ast.BinOp) -> Value:
    left, right = evaluate(run, node.left), evaluate(run, node.right)
    if isinstance(node.op, ast.Sub):
        columns.note(run, left, right, node)
    made = tensors.arithmetic(node, left, right) or losses.summed(run, node.op, left, right)
    if made is not None:
        return made
    if isinstance(left, Stored):
        return stored.below(left, node.op, right)
    if isinstance(left, Array) or isinstance(right, Array):
        return labelled.arithmetic(run, left, right, node)
    if isinstance(node.op, ast.Add):
        items, more = run.world.items(left), run.world.items(right)
        if items is not None and more is not None:
            run.copied(len(items) + len(more))
            return run.new(ListState(items + more))
    if isinstance(node.op, ast.Mult) and (several := _repeated(run, left, right)) is not None:
        return several
    found = _calculated(node.op, left, right)
    if isinstance(found, Constant) and isinstance(found.value, str):
        run.copied(len(found.value))
    return found


def _repeated(run: Run, left: Value, right: Value) -> Value | None:
    """A list so many times; None where it is none, or too long."""
    listed, times = (left, constant(right)) if isinstance(left, Ref) else (right, constant(left))
    items = run.world.items(listed) if isinstance(run.world.state(listed), ListState) else None
    if items is None or not isinstance(times, int) or not 0 <= times * len(items) <= MOST_REPEATED:
        return None
    run.copied(times * len(items))
    return run.new(ListState(items * times))


def _calculated(operation: ast.AST, left: Value, right: Value) -> Value:
    if isinstance(left, Either) and isinstance(right, Constant):
        ways = [_calculated(operation, each, right) for each in left.options]
        return ways[0] if all(isinstance(each, Constant) and each == ways[0] for each in ways) else Unknown()
    if type(operation) in (ast.Is, ast.IsNot) and NOTHING in (left, right):
        other = left if right == NOTHING else right
        if isinstance(other, (Tensor, Layer, Function, Class, Ref)):
            return Constant(isinstance(operation, ast.IsNot))
    if isinstance(left, Symbol) and isinstance(right, Symbol) and type(operation) in SAME:
        return Constant((left == right) is SAME[type(operation)])
    if not (isinstance(left, Constant) and isinstance(right, Constant) and type(operation) in OPERATIONS):
        return Unknown()
    if isinstance(operation, ast.Mult) and not (_is_number(left.value) and _is_number(right.value)):
        return Unknown()
    if isinstance(left.value, bytes) or (isinstance(left.value, str) and WIDE.search(left.value)):
        return Unknown()
    try:
        found = OPERATIONS[type(operation)](left.value, right.value)
    except (TypeError, ValueError, ArithmeticError):
        return Unknown()
    long = isinstance(found, str) and len(found) > LONGEST
    huge = isinstance(found, int) and found.bit_length() > WIDEST
    return Unknown() if long or huge else Constant(found)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) < 1e15


def _unary(run: Run, node: ast.UnaryOp) -> Value:
    found = evaluate(run, node.operand)
    if isinstance(node.op, ast.Not):
        known = truth(run, found)
        return Unknown() if known is None else Constant(not known)
    if (made := tensors.arithmetic(node, found)) is not None:
        return made
    value = constant(found)
    if isinstance(node.op, ast.USub) and isinstance(value, (int, float)):
        return Constant(-value)
    return labelled.unary(found, node.op)


def _compare(run: Run, node: ast.Compare) -> Value:
    left = evaluate(run, node.left)
    right = [evaluate(run, each) for each in node.comparators]
    if len(right) == 1 and isinstance(right[0], Predicted):
        left, right = right[0], [left]
    if isinstance(left, Predicted):
        return _answered(run, node, left, right[0])
    if (made := tensors.compared(node, left, *right)) is not None:
        return made
    if len(right) != 1:
        return Unknown()
    if isinstance(node.ops[0], (ast.In, ast.NotIn)):
        return _contained(run, left, right[0], isinstance(node.ops[0], ast.In))
    if isinstance(left, Array) or isinstance(right[0], Array):
        return labelled.compared(run, left, right[0])
    return _calculated(node.ops[0], left, right[0])


def _answered(run: Run, node: ast.Compare, predicted: Predicted, other: Value) -> Value:
    """Predictions that are compared with a border, or with labels."""
    split = constant(other)
    if isinstance(split, (int, float)) and split == 0.5:
        widths.decoded(run, "threshold", predicted, node)
    if isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
        columns.note(run, predicted, other, node)
        return Unknown()
    return replace(predicted, answered=True) if isinstance(split, (int, float)) else Unknown()


def _contained(run: Run, left: Value, right: Value, positive: bool) -> Value:
    items = run.world.items(right)
    run.made(4 * len(items or ()))
    if items is None or not isinstance(left, Constant) or not all(isinstance(i, Constant) for i in items):
        return Unknown()
    return Constant((left in items) == positive)


def _boolean(run: Run, node: ast.BoolOp) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    found: list[Value] = []
    for number, each in enumerate(node.values, 1):
        value = evaluate(run, each)
        known = truth(run, value)
        if known is False and found and not stops_at:
            return Constant(False)
        if known in (None, stops_at) or number == len(node.values):
            found.append(value)
        if known is stops_at:
            break
    return either(run, *found)


def _conditional(run: Run, node: ast.IfExp) -> Value:
    known = truth(run, evaluate(run, node.test))
    told = conditions.fact(run, node.test) if known is None else None
    known = conditions.decided(run, told) if known is None else known
    if known is not None:
        return evaluate(run, node.body if known else node.orelse)
    with widths.asking(run, node.test):
        if told is None:
            return either(run, evaluate(run, node.body), evaluate(run, node.orelse))
        with conditions.assuming(run, told):
            value = evaluate(run, node.body)
        with conditions.assuming(run, conditions.opposite(told)):
            return conditions.meeting(run, told)(value, evaluate(run, node.orelse))


def truth(run: Run, value: Value) -> bool | None:
    """Whether `value` counts as true; None where that is not known."""
    if isinstance(value, Constant):
        return bool(value.value)
    if isinstance(value, Tensor):
        return None if value.step.name == tensors.COMPARED else True
    if isinstance(value, (Layer, Function, Class)):
        return True
    if isinstance(value, Either):
        ways = {truth(run, each) for each in value.options}
        return ways.pop() if len(ways) == 1 else None
    items = run.world.items(value)
    return None if items is None else bool(items)


HANDLERS: dict[type, Expression] = {
    ast.BinOp: _binary, ast.UnaryOp: _unary, ast.Compare: _compare, ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
}  # fmt: skip
