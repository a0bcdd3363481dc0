"""The curve of an activation or a loss: its formula, in numbers.

A formula is an expression in Python of numbers and of the functions below, and of nothing else.
"""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import Annotated, Any, TypeAlias

from msgspec import field

from .meanings import Formula, told
from .record import Record

Point: TypeAlias = tuple[float, float]

FUNCTIONS: Mapping[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("exp", "log", "sqrt", "tanh", "cosh", "erf")},
    "abs": abs,
    "max": max,
    "min": min,
}
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
    ast.USub: operator.neg,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
CONSTANTS = {"pi": math.pi}
SEVERAL = ("x", "a", "b")  # scores of one row, in the order in which they go in


class Curve(Record, frozen=True, kw_only=True):
    """The formula of one number x, where it is drawn, and the numbers of its worked example.

    An activation takes one score, or a `row` of them: x, a and b. A loss takes `labels` and `predictions`, in
    which x stands for what changes; `says` is what it stands for.
    """

    of: Formula
    low: Annotated[float, told("where the drawing begins")] = -4
    high: Annotated[float, told("where the drawing ends")] = 4
    example: tuple[float, ...] = (-2, 0, 2)
    row: Annotated[int, told("how many scores one row has, as the formula mixes them")] = 1
    gives: Annotated[int | None, told("how many numbers come out of a row, if not as many")] = None
    labels: Annotated[tuple[float, ...], told("the labels that the loss gets")] = ()
    predictions: Annotated[
        tuple[Formula, ...], told("the predictions that the loss gets, in terms of x")
    ] = ()
    arguments: Annotated[
        dict[str, int | float | tuple[int | float, ...]], told("what else the loss is given, if not as it is")
    ] = field(default_factory=dict)
    says: Annotated[str, told("what x is")] = ""


def value(curve: Curve, x: float, *beside: float) -> float | None:
    """The formula at `x`, with 0 for scores that are not given; None where it has no number."""
    names = dict(zip(SEVERAL, (x, *beside, 0.0, 0.0), strict=False))
    return computed(curve.of, names)


def computed(formula: str | float, names: Mapping[str, float]) -> float | None:
    """What a formula gives, or None where it has no number, as the logarithm of 0."""
    try:
        found = float(_value(_parsed(str(formula)), {**CONSTANTS, **names}))
    except (ArithmeticError, ValueError, TypeError):
        return None
    return found if math.isfinite(found) else None


def points(curve: Curve, count: int = 97) -> list[Point]:
    """The curve as points from left to right, without those where it has no number."""
    step = (curve.high - curve.low) / (count - 1)
    places = (curve.low + number * step for number in range(count))
    return [(x, y) for x in places if (y := value(curve, x)) is not None]


def outputs(curve: Curve) -> list[float | None]:
    """What comes out for the numbers of the example: one for each, or one for each score of the row."""
    if curve.row == 1:
        return [value(curve, x) for x in curve.example]
    row = list(curve.example)
    each = (value(curve, x, *row[:place], *row[place + 1 :]) for place, x in enumerate(row))
    return list(each)[: curve.gives]


def predicted(curve: Curve, x: float) -> list[float | None]:
    """The predictions of one sample that the loss gets for `x`."""
    return [computed(each, {"x": x}) for each in curve.predictions or ("x",)]


def formula_flaw(formula: str) -> str:
    """Why a formula cannot be computed, or nothing."""
    try:
        for node in ast.walk(_parsed(formula)):
            if not isinstance(node, KNOWN) or (why := _unknown(node)):
                return why if isinstance(node, KNOWN) else f"'{formula}' is more than a formula of numbers"
    except (SyntaxError, ValueError, RecursionError):
        return f"'{formula}' is not a formula in Python"
    return ""


KNOWN = (
    *(ast.BinOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Constant, ast.Load),
    *OPERATORS,
)  # fmt: skip


def _unknown(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
        return f"{node.value!r} is not a number"
    if isinstance(node, ast.Name) and node.id not in (*SEVERAL, *CONSTANTS, *FUNCTIONS):
        return f"'{node.id}' is none of {', '.join((*SEVERAL, *CONSTANTS, *FUNCTIONS))}"
    if isinstance(node, ast.Call) and (not isinstance(node.func, ast.Name) or node.keywords):
        return "a formula calls functions by their names, with numbers alone"
    return ""


@lru_cache(maxsize=256)
def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _value(node: ast.expr, names: Mapping[str, float]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.IfExp):
        return _value(node.body if _value(node.test, names) else node.orelse, names)
    operator_, parts = _parts(node)
    return operator_(*(_value(each, names) for each in parts))


def _parts(node: ast.expr) -> tuple[Callable[..., Any], Iterator[ast.expr]]:
    """What is done, and with what."""
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)], iter((node.left, node.right))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)], iter((node.operand,))
    if isinstance(node, ast.Compare):
        chain = (node.left, *node.comparators)
        tests = [OPERATORS[type(each)] for each in node.ops]
        return partial(_holds, tests), iter(chain)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return FUNCTIONS[node.func.id], iter(node.args)


def _holds(tests: list[Callable[..., Any]], *numbers: float) -> bool:
    return all(test(*two) for test, two in zip(tests, pairwise(numbers), strict=True))
