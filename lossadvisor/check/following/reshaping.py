"""The shapes of arrays: given another one, indexed, and with an axis taken out by a maximum or a mean."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from . import writing
from .arrays import Array, Shape, part, plain, reshaped, single
from .given import Given, Named, argument, whole
from .run import Run
from .values import NOTHING, Symbol, Tuple, Value, constant

Handler: TypeAlias = Callable[[Run, Given, Named], "Array | None"]
IDENTITY = "identity rows"  # numpy.eye(): whatever is taken out of it is one-hot
MOST_AXES = 8
LONG = 100  # of so many numbers it hardly matters which they are


def _of(run: Run, positional: Given, named: Named) -> Array | None:
    first = positional[0] if positional else next(iter(named.values()), NOTHING)
    return None if first == NOTHING else writing.array(run, first)


def _given_shape(run: Run, positional: Given, named: Named) -> Array | None:
    """reshape() to axes that are told one by one or as one tuple; of -1 the size is what is left."""
    found = _of(run, positional, named)
    rest = positional[1:] or tuple(named[key] for key in ("newshape", "shape") if key in named)
    if len(rest) == 1 and whole(rest[0]) is None:
        rest = run.world.items(rest[0]) or ()
    if found is None or not rest or len(rest) > MOST_AXES:
        return None if found is None else reshaped(found, None)
    sizes = tuple(whole(each) for each in rest)
    return reshaped(found, tuple(_left(found.shape, sizes) if size == -1 else size for size in sizes))


def _left(before: Shape | None, sizes: Shape) -> int | None:
    """The size of the axis that is -1."""
    total = _count(before)
    others = _count(tuple(size for size in sizes if size != -1))
    return total // others if total is not None and others else None


def _count(shape: Shape | None) -> int | None:
    if shape is None or None in shape:
        return None
    count = 1
    for size in shape:
        count *= size or 0
    return count


def _flat(run: Run, positional: Given, named: Named) -> Array | None:
    found = _of(run, positional, named)
    return None if found is None else reshaped(found, (_count(found.shape),))


def _widened(run: Run, positional: Given, named: Named) -> Array | None:
    """expand_dims()."""
    found, axis = _of(run, positional, named), whole(argument(positional, named, 1, "axis"))
    if found is None or axis is None or found.shape is None:
        return None if found is None else reshaped(found, None)
    place = axis % (len(found.shape) + 1)
    return reshaped(found, (*found.shape[:place], 1, *found.shape[place:]))


def _squeezed(run: Run, positional: Given, named: Named) -> Array | None:
    found, axis = _of(run, positional, named), argument(positional, named, 1, "axis")
    if found is None or found.shape is None:
        return found
    if axis == NOTHING:
        sure = all(size is not None for size in found.shape[1:])
        return reshaped(found, tuple(size for size in found.shape if size != 1) if sure else None)
    place = whole(axis)
    return reshaped(found, None if place is None else _without(found.shape, place))


def _without(shape: Shape, axis: int) -> Shape | None:
    if not -len(shape) <= axis < len(shape):
        return None
    place = axis % len(shape)
    return (*shape[:place], *shape[place + 1 :])


def _turned(run: Run, positional: Given, named: Named) -> Array | None:
    """transpose() of all axes, or to an order that is given."""
    found = _of(run, positional, named)
    if found is None:
        return None
    found = replace(found, rows="", meant=single(found))
    if found.shape is None:
        return found
    order = argument(positional, named, 1, "axes", "perm")
    axes = [whole(each) for each in run.world.items(order) or ()]
    if order == NOTHING:
        return reshaped(found, found.shape[::-1])
    known = [axis for axis in axes if axis is not None and axis < len(found.shape)]
    whole_ = len(known) == len(axes) == len(found.shape)
    return reshaped(found, tuple(found.shape[axis] for axis in known) if whole_ else None)


# an axis less


def _reduced(run: Run, positional: Given, named: Named) -> tuple[Array, Shape | None] | None:
    """What a maximum or a mean is taken of, and the shape that is left."""
    found = _of(run, positional, named)
    if found is None:
        return None
    axis = argument(positional, named, 1, "axis", "dim")
    keeps = constant(named.get("keepdims", NOTHING)) is True
    if axis == NOTHING:
        return found, None if keeps else ()
    place = whole(axis)
    if place is None or found.shape is None or not -len(found.shape) <= place < len(found.shape):
        return found, None
    left = _without(found.shape, place)
    at = place % len(found.shape)
    return found, (*found.shape[:at], 1, *found.shape[at + 1 :]) if keeps else left


def _place_of_the_highest(run: Run, positional: Given, named: Named) -> Array | None:
    """argmax(): of one-hot rows and shares it is the class number."""
    reduced = _reduced(run, positional, named)
    if reduced is None:
        return None
    found, shape = reduced
    classes = found.columns if found.rows in ("one-hot", "shares") or found.meant == "one-hot" else None
    high = None if classes is None else classes - 1.0
    meant = "integer" if found.rows or found.meant else ""
    return Array(shape, "int", 0.0, high, whole=True, meant=meant, classes=classes, source=found.source)


def _between(run: Run, positional: Given, named: Named) -> Array | None:
    """A mean, a median, a maximum: it lies between the ends."""
    reduced = _reduced(run, positional, named)
    if reduced is None:
        return None
    return replace(
        plain(reduced[0]), shape=reduced[1], least=None, most=None, sides=False, whole=False, kind="float"
    )


def _picked(run: Run, positional: Given, named: Named) -> Array | None:
    """max() and min(), which are numbers that occur."""
    found, reduced = _between(run, positional, named), _reduced(run, positional, named)
    return found and reduced and replace(found, whole=reduced[0].whole, kind=reduced[0].kind)


def _total(run: Run, positional: Given, named: Named) -> Array | None:
    reduced = _reduced(run, positional, named)
    if reduced is None:
        return None
    found, shape = reduced
    below = 0.0 if found.low is not None and found.low >= 0 else None
    kind = "" if found.kind == "bool" else found.kind
    return Array(shape, kind, low=below, whole=found.whole, source=found.source)


HANDLERS: dict[str, Handler] = {
    "reshape": _given_shape, "ravel": _flat, "flatten": _flat, "expand_dims": _widened, "squeeze": _squeezed,
    "transpose": _turned, "argmax": _place_of_the_highest, "idxmax": _place_of_the_highest,
    **dict.fromkeys(("mean", "average", "median", "std", "var", "quantile", "percentile"), _between),
    "reduce_mean": _between,
    **dict.fromkeys(("max", "min", "amax", "amin", "reduce_max", "reduce_min", "any", "all"), _picked),
    **dict.fromkeys(("sum", "reduce_sum", "nansum"), _total),
}  # fmt: skip


# what stands in brackets


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
