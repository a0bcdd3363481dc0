"""How wide the rows are that a model puts out, where a program asks for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from . import models
from .dispatch import evaluate
from .ends import heads
from .met import Decoding, Reading
from .run import Run
from .values import Constant, Layer, Predicted, Ref, Shape, Tensor, Unknown, Value, constant, options
from .ways import either
from .world import ModelState, ObjectState

FLAT = ("Dense", "Activation", "Softmax")  # after these there is a row for each sample, as a rule
ASKING = ("shape", "int_shape", "ndim", "rank", "size", "output_shape")
ASKS = (*ASKING, "isinstance", "hasattr", "getattr", "type")


def shape(run: Run, outputs: tuple[Value, ...] | None) -> Value:
    """The shape of what a model with one output puts out."""
    if not outputs or len(outputs) != 1 or not isinstance(options(outputs[0])[0], Tensor):
        return Unknown()
    before = run.walked
    found = heads(run, outputs[0])
    run.walked = before
    if not all(head.units and not head.reshaped for head in found):
        return Unknown()
    flat = all(head.kind in FLAT for head in found)
    return Shape(either(run, *(Constant(head.units) for head in found)), flat)


def of_predictions(run: Run, value: Predicted) -> Value:
    """The shape of predictions, or of one row of them."""
    if value.moved and not value.row:
        return Unknown()
    found = shape(run, models.predicted_by(run, run.events[value.event]))
    return Shape(found.last, found.flat, row=value.row) if isinstance(found, Shape) else found


def attribute(run: Run, owner: Value, name: str) -> Value | None:
    """The attribute of predictions, a tensor, a layer or a model that tells a shape; None for another."""
    if isinstance(owner, Predicted):
        return called(run, name, (owner,))
    if isinstance(owner, Tensor):
        return shape(run, (owner,)) if name == "shape" else None
    if name != "output_shape":
        return None
    if isinstance(owner, Layer):
        return shape(run, (run.put_out.get(id(owner), Unknown()),))
    state = run.world.state(owner)
    is_model = isinstance(state, ModelState) or (isinstance(state, ObjectState) and bool(state.keras))
    return shape(run, models.outputs_of(run, owner)) if is_model else None


def called(run: Run, name: str, positional: tuple[Value, ...]) -> Value | None:
    """What a function that tells a shape returns; None for another, and for other things."""
    first = positional[0] if positional else None
    if name not in ASKING or not isinstance(first, (Predicted, Tensor)):
        return None
    found = of_predictions(run, first) if isinstance(first, Predicted) else shape(run, (first,))
    if name in ("shape", "int_shape"):
        return found
    one_row = isinstance(found, Shape) and found.row and name == "size"
    return found.last if one_row and isinstance(found, Shape) else Unknown()


def item(owner: Shape, index: Value, node: ast.expr) -> Value:
    """One of the numbers of a shape."""
    at = constant(index)
    if isinstance(node, ast.Slice):
        return Unknown()
    known = (0, -1) if owner.row else (1, -1) if owner.flat else (-1,)
    return owner.last if at in known else Unknown()


def parts(owner: Shape, count: int) -> tuple[Value, ...] | None:
    """The numbers that a shape is taken apart into."""
    return (*(Unknown(),) * (count - 1), owner.last) if count == 1 + (not owner.row) else None


def asked_of(run: Run, condition: ast.expr) -> set[int]:
    """The models and predictions that a condition asks for what they are, as `number_of` numbers them."""
    found: set[int] = set()
    if not run.text.compiles:
        return found
    asking = run.askings.get(id(condition))
    if asking is None:
        asking = run.askings[id(condition)] = list(_asking(run, condition))
    for each, predictions in asking:
        found |= _asked(run, each, predictions)
    return found


def _asking(run: Run, condition: ast.expr) -> Iterator[tuple[ast.expr, bool]]:
    """What a condition asks for what it is, and whether it may be predictions."""
    nodes = list(ast.walk(condition))
    run.made(len(nodes) // 4)
    methods = {id(each.func) for each in nodes if isinstance(each, ast.Call)}
    for each in nodes:
        if isinstance(each, ast.Attribute) and id(each) not in methods:
            yield each.value, each.attr in ASKING
        elif isinstance(each, ast.Call) and each.args and called_as(each) in ASKS:
            yield each.args[0], True


@contextmanager
def asking(run: Run, condition: ast.expr) -> Iterator[None]:
    """Go where nobody knows whether a condition holds."""
    asked = asked_of(run, condition) - run.asked
    run.asked |= asked
    yield
    run.asked -= asked


def called_as(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _asked(run: Run, node: ast.expr, predictions: bool) -> set[int]:
    """What stands at the beginning of an expression, if it is a model, or if it is `predictions`."""
    rest: ast.expr | None = node
    while isinstance(rest, (ast.Name, ast.Attribute, ast.Subscript)):
        value = None if isinstance(rest, ast.Subscript) else evaluate(run, rest)
        if isinstance(value, Predicted):
            return {number_of(value)} if predictions else set()
        if isinstance(value, Ref) and isinstance(run.world.state(value), ModelState):
            return {number_of(value)}
        rest = None if isinstance(rest, ast.Name) else rest.value
    return set()


def number_of(value: Ref | Predicted) -> int:
    return value.number if isinstance(value, Ref) else -1 - value.event


def decoded(run: Run, kind: Reading, value: Predicted, node: ast.AST, by: str = "") -> None:
    """Predictions are turned into answers, unless a condition that is not known has asked what they are."""
    model = run.events[value.event].model
    if value.answered and kind != "rows":
        return
    if number_of(value) in run.asked or (isinstance(model, Ref) and model.number in run.asked):
        return
    run.decodings.append(Decoding(kind, value.event, node, by, run.assumed))
