"""What is known of arrays once they are there: parts of them, calculations with them, methods."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from lossadvisor.rulebook.library_facts import LabelSource

from . import functions, indexing, numpys, reshaping, writing
from .arrays import Array, broadcast, joined, reshaped, truth
from .calculating import calculated, negative
from .encodings import encoding
from .given import Given, Named
from .run import Run
from .values import Bound, Constant, Function, Tuple, Unknown, Value, constant
from .world import DictState

NUMBERED = ("integer", "zero-one")  # labels that are the numbers of classes


def attribute(run: Run, owner: Array, name: str) -> Value:
    """An attribute of an array or a table."""
    if name == "shape":
        return _shape(owner)
    if name == "ndim" and owner.shape is not None:
        return Constant(len(owner.shape))
    if name == "T":
        return reshaping.HANDLERS["transpose"](run, (owner,), {}) or owner
    if name in ("values", "iloc", "loc", "cat"):
        return owner
    if name == "codes":
        return Array(owner.shape, "int", whole=True, meant=NUMBERED[0], source="cat.codes")
    return Unknown() if name in ("size", "dtype", "index", "columns") else Bound(owner, name)


def _shape(owner: Array) -> Value:
    if owner.shape is not None:
        return Tuple(tuple(Unknown() if size is None else Constant(size) for size in owner.shape))
    return Tuple((Unknown(), Constant(owner.columns))) if owner.columns else Unknown()


def method(run: Run, owner: Array, name: str, positional: Given, named: Named) -> Value:
    """What a method of an array or a table returns."""
    if name in ("map", "apply") and len(positional) == 1:
        return _mapped(run, owner, positional[0])
    if name in ("pop", "get", "drop", "to_frame"):
        return _of_table(run, owner, name, positional)
    if name == "tolist":
        return replace(owner, listed=True)
    if name in numpys.HANDLERS:
        return numpys.HANDLERS[name](run, (owner, *positional), named) or Unknown()
    return owner if name in run.libraries.names("keeps-labels") else Unknown()


def _of_table(run: Run, owner: Array, name: str, positional: Given) -> Value:
    """Columns that are taken out of a table, or the table without them."""
    if name == "to_frame":
        return reshaped(owner, (None, 1))
    if name == "drop":
        return replace(owner, shape=owner.shape and (None,) * len(owner.shape), rows="", classes=None)
    column = isinstance(constant(positional[0] if positional else None), str)
    return indexing.item(run, owner, ast.Constant(""), positional[0]) or Unknown() if column else Unknown()


def _mapped(run: Run, owner: Array, by: Value) -> Value:
    """Numbers in the place of names, by a dict or a function."""
    state = run.world.state(by)
    found = None
    if isinstance(state, DictState) and not state.open and state.items:
        run.made(len(state.items))
        found = joined(each for each in (writing.array(run, value) for value in state.items.values()) if each)
        numbers = {constant(each) for each in state.items.values()}
        found = found and replace(found, sides=len(numbers) == 2, source="map()")
        found = found if all(isinstance(each, Constant) for each in state.items.values()) else None
    elif isinstance(by, Function):
        found = writing.array(run, functions.often(run, by, (Unknown(),)))
        found = found and replace(found, least=None, most=None)
    if found is None or found.shape != ():
        return Array(owner.shape)
    return replace(found, shape=owner.shape)


def item(run: Run, owner: Array, index: Value, node: ast.expr) -> Value:
    """A part of an array or a table."""
    return indexing.item(run, owner, node, index) or Unknown()


def assigned(run: Run, owner: Array, value: Value) -> Array:
    """An array some numbers of which are others now: of the old ones nobody knows which are left."""
    given = writing.array(run, value)
    left = replace(owner, least=None, most=None, meant="", classes=None, rows="", sides=owner.sides)
    if given is None:
        return Array(owner.shape, owner.kind, source=owner.source)
    found = joined((replace(left, shape=None), replace(given, shape=None))) or left
    numbers = {owner.low, owner.high, given.low, given.high}
    both = owner.is_constant and given.is_constant
    return replace(
        found, shape=owner.shape, kind=owner.kind or given.kind, source=owner.source, rows="", meant="",
        sides=found.sides or (both and len(numbers) == 2),
    )  # fmt: skip


def scaled(
    value: Value, scaler: LabelSource, node: ast.AST, between: tuple[float, float] | None = None
) -> Value:
    """What a scaler makes of numbers, `between` two ends; class numbers are then the numbers of no class."""
    if isinstance(value, Array) and (value.meant in NUMBERED or encoding(value) == "zero-one"):
        return replace(value, scaled=f"scaled by {scaler.name}", node=node)
    shape = value.shape if isinstance(value, Array) else None
    if between is not None:
        return Array(shape, "float", *between, *between, source=scaler.name)
    if scaler.lowest is None or scaler.highest is None:
        return Array(shape, "float", source=scaler.name)
    low, high = (scaler.lowest, scaler.highest) if scaler.labels else (None, None)
    return Array(
        shape, "float", low, high, scaler.lowest, scaler.highest, meant=scaler.labels, source=scaler.name
    )


def unary(value: Value, operation: ast.unaryop) -> Value:
    """An array with another sign, or with every answer turned."""
    if not isinstance(value, Array):
        return Unknown()
    if isinstance(operation, ast.USub):
        return replace(negative(value), meant="numbers" if value.meant == "numbers" else "")
    return truth(value.shape, value.source) if value.kind == "bool" else replace(value, least=None, most=None)


def arithmetic(run: Run, left: Value, right: Value, node: ast.BinOp) -> Value:
    """Arrays in a calculation."""
    one, other = writing.array(run, left), writing.array(run, right)
    if one is None or other is None:
        return Unknown()
    if one.listed or other.listed:
        return _longer(one, other, node.op)
    if isinstance(node.op, (ast.BitAnd, ast.BitOr, ast.BitXor)):
        both = one.kind == "bool" == other.kind
        return truth(one.shape if other.shape == () else None, one.source) if both else Unknown()
    divided = isinstance(node.op, ast.Div) and other.is_constant and other.low is not None and other.low > 1
    if divided and one.meant == "integer":
        found = calculated(node.op, one, other) or one
        return replace(
            found, meant=one.meant, classes=one.classes, scaled=f"divided by {other.low:g}", node=node
        )
    return calculated(node.op, one, other) or Unknown()


def _longer(one: Array, other: Array, operation: ast.operator) -> Value:
    """A list that is repeated, or to which another is joined."""
    if isinstance(operation, ast.Mult):
        several = one if one.listed else other
        return replace(several, shape=several.shape and (None, *several.shape[1:]))
    both = joined((one, other)) if isinstance(operation, ast.Add) and one.shape and other.shape else None
    if both is None or one.shape is None or other.shape is None or one.shape[1:] != other.shape[1:]:
        return Unknown()
    return replace(both, shape=(None, *one.shape[1:]))


def compared(run: Run, left: Value, right: Value) -> Value:
    """An array compared with another or with a number."""
    one, other = writing.array(run, left), writing.array(run, right)
    array = left if isinstance(left, Array) else right
    if not isinstance(array, Array):
        return Unknown()
    if one is None or other is None:  # a column beside a row of numbers would be a table
        is_column = array.shape is not None and len(array.shape) > 1 and array.shape[-1] == 1
        return truth(None if is_column or array.source == "arange()" else array.shape, "a comparison")
    return truth(broadcast(one.shape, other.shape), "a comparison")
