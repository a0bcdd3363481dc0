"""Parts of arrays: rows, columns and single numbers, by an index or a mask."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from . import writing
from .arrays import Array, Shape, part, reshaped, single
from .given import whole
from .run import Run
from .values import NOTHING, Symbol, Tuple, Value, constant

IDENTITY = "identity rows"  # numpy.eye(): whatever is taken out of it is one-hot
LONG = 100  # of so many numbers it hardly matters which they are


def item(run: Run, array: Array, node: ast.expr, index: Value) -> Array | None:
    """What is taken out of an array by what stands in brackets; None where that is not known."""
    written = node.elts if isinstance(node, ast.Tuple) else [node]
    values = index.items if isinstance(node, ast.Tuple) and isinstance(index, Tuple) else (index,)
    if len(written) != len(values):
        return part(array, None)
    if len(values) == 1 and not isinstance(node, ast.Slice):
        named = _column(run, array, index)
        if named is not None:
            return named
    if (
        array.source == IDENTITY
        and array.rows
        and not array.meant
        and len(values) == 1
        and not _is_mask(values[0])
    ):
        return _rows(run, array, values[0])
    parts = [*zip(written, values, strict=True)]
    shape = _indexed(run, array.shape, parts)
    if all(_is_all(each) or _adds_axis(each, value) for each, value in parts):
        return reshaped(array, shape)
    if all(isinstance(each, ast.Slice) or _adds_axis(each, value) for each, value in parts):
        before = array.shape
        return _stretch(
            array, shape, written[0], bool(len(parts) > 1 and shape and before and shape[-1] != before[-1])
        )
    one = len(values) == 1 and shape is None and not isinstance(values[0], Array)
    return replace(part(array, shape), picked=array.picked or one)


def _is_all(node: ast.expr) -> bool:
    """Whether this is the `:` that takes all there is of an axis."""
    return isinstance(node, ast.Slice) and node.lower is node.upper is node.step is None


def _stretch(array: Array, shape: Shape | None, node: ast.expr, narrow: bool) -> Array:
    """A stretch of an array, in which the numbers are still as far apart, if it has all columns."""
    if not narrow:
        return part(array, shape) if _is_short(node) or not _is_long(array, shape) else reshaped(array, shape)
    return replace(part(array, shape), rows="", meant=single(array))


def _is_short(node: ast.expr) -> bool:
    """Whether a stretch is of a few numbers, whatever it is a stretch of."""
    if not isinstance(node, ast.Slice):
        return False
    low, high = (None if end is None else _literal(end) for end in (node.lower, node.upper))
    return 0 < (high or 0) < LONG or -LONG < (low or 0) < 0


def _is_long(array: Array, shape: Shape | None) -> bool:
    """Whether a stretch is all there is, or so long that its numbers go about as far."""
    if not shape or not array.shape:
        return True
    return shape[0] in (None, array.shape[0]) or len(shape) > len(array.shape) or (shape[0] or 0) >= LONG


def _column(run: Run, array: Array, index: Value) -> Array | None:
    """Columns of a table, by name."""
    if isinstance(constant(index), str):
        shape = None if array.picked else (None,)
        return replace(part(array, shape), rows="", meant=single(array))
    names = run.world.items(index)
    if names and all(isinstance(constant(each), str) for each in names):
        return replace(part(array, (None, len(names))), rows="", meant=single(array))
    return None


def _is_mask(index: Value) -> bool:
    return isinstance(index, Array) and index.kind == "bool"


def _rows(run: Run, array: Array, index: Value) -> Array:
    """Rows of numpy.eye()."""
    which = writing.array(run, index)
    if which is not None:
        shape = None if which.shape is None else (*which.shape, array.classes)
    else:
        shape = (array.classes,) if whole(index) is not None else None
    return replace(array, shape=shape, meant="one-hot")


def _adds_axis(node: ast.expr, value: Value) -> bool:
    return value == NOTHING or (isinstance(value, Symbol) and value.name == "newaxis") or _is_ellipsis(node)


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _indexed(run: Run, shape: Shape | None, parts: list[tuple[ast.expr, Value]]) -> Shape | None:
    """The axes that are left."""
    if shape is None:
        return None
    taken = sum(not _adds_axis(node, value) for node, value in parts)
    if taken > len(shape):
        return None
    left: list[int | None] = []
    rest: Iterator[int | None] = iter(shape)
    for node, value in parts:
        if _is_ellipsis(node):
            left += [next(rest) for _ in range(len(shape) - taken)]
            continue
        if _adds_axis(node, value):
            left.append(1)
            continue
        axes = _axes(node, value, next(rest))
        if axes is None:
            return None
        left += axes
    return (*left, *rest)


def _axes(node: ast.expr, value: Value, size: int | None) -> list[int | None] | None:
    """What is left of one axis."""
    if isinstance(node, ast.Slice):
        return [_length(node, size)]
    if whole(value) is not None:
        return []
    if isinstance(value, Array) and value.shape is not None and len(value.shape) <= 1:
        return [None] if value.shape else []
    return None


def _length(node: ast.Slice, size: int | None) -> int | None:
    """The size of a stretch whose ends are written down."""
    if _is_all(node):
        return size
    low, high, step = (None if end is None else _literal(end) for end in (node.lower, node.upper, node.step))
    unknown = any(end is not None and _literal(end) is None for end in (node.lower, node.upper, node.step))
    if unknown or size is None:
        return _between_ends(low, high, step) if not unknown else None
    return len(range(*slice(low, high, step).indices(size)))


def _between_ends(low: int | None, high: int | None, step: int | None) -> int | None:
    """The size of a stretch of an axis of unknown size: known only of the first or last one."""
    if step is not None:
        return None
    return 1 if (low in (None, 0) and high == 1) or (low == -1 and high is None) else None


def _literal(node: ast.expr) -> int | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _literal(node.operand)
        return None if inner is None else -inner
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else None
