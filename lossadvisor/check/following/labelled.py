"""What is known of labels once they are there: parts of them, calculations with them, methods."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from lossadvisor.rulebook.libraries import LabelSource

from .run import Run
from .values import Bound, Constant, Data, Tuple, Unknown, Value, constant

DOUBLED = "doubled"  # 0 and 2
IDENTITY = "identity rows"  # numpy.eye(): whatever is taken out of it is one-hot


def kept(value: Value) -> Value:
    """Labels that are still what they were; anything else is unknown."""
    return value if isinstance(value, Data) else Unknown()


def attribute(owner: Data, name: str) -> Value:
    """An attribute of labels or of a data set."""
    if name == "shape" and owner.encoding == "one-hot" and owner.classes:
        return Tuple((Unknown(), Constant(owner.classes)))
    if name == "target" and owner.labels:
        return owner.labels
    if name in ("values", "T", "iloc", "loc"):
        return owner
    return Bound(owner, name)


def method(run: Run, owner: Data, name: str) -> Value:
    """What a method of labels or of a data set returns."""
    return owner if name in run.libraries.names("keeps-labels") else Unknown()


def item(owner: Data, index: Value, whole: bool) -> Value:
    """A part of labels, which need not hold all classes unless it is a `whole` stretch; a column is none."""
    if owner.labels:
        return owner.labels if constant(index) == "target" else owner
    if whole or owner.source == IDENTITY or owner.encoding == "fractions":
        return owner
    return replace(owner, classes=None) if isinstance(index, (Data, Unknown)) else Unknown()


def parts(value: Data, count: int) -> tuple[Value, ...]:
    """What unpacking a data set gives."""
    return (value,) * count if value.labels else (Unknown(),) * count


def scaled(value: Value, scaler: LabelSource, node: ast.AST) -> Value:
    """What a scaler makes of labels: class numbers are then the numbers of no class."""
    if isinstance(value, Data) and value.encoding in ("integer", "zero-one"):
        return replace(value, scaled=f"scaled by {scaler.name}", node=node)
    return Data(scaler.labels, None, scaler.name) if scaler.labels else Unknown()


def _signed(labels: Data, operation: ast.operator, by: object) -> Value:
    """Labels of 0 and 1 on the way to -1 and 1."""
    if labels.encoding == "zero-one" and isinstance(operation, ast.Mult) and by == 2:
        return replace(labels, encoding=DOUBLED)
    if labels.encoding == DOUBLED and isinstance(operation, ast.Sub) and by == 1:
        return replace(labels, encoding="minus-one-one")
    return Unknown()


def arithmetic(left: Value, right: Value, node: ast.BinOp) -> Value:
    """Labels in a calculation."""
    by = constant(right)
    if isinstance(right, Data) and isinstance(node.op, ast.Mult):
        left, by = right, constant(left)
    if not isinstance(left, Data):
        return Unknown()
    if left.encoding in ("zero-one", DOUBLED):
        return _signed(left, node.op, by)
    divided = isinstance(node.op, ast.Div) and isinstance(by, (int, float)) and by > 1
    if divided and left.encoding == "integer":
        return replace(left, scaled=f"divided by {by:g}", node=node)
    return Data("fractions", None, "rescaled") if left.encoding == "numbers" else Unknown()
