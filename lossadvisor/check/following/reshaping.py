"""The shapes of arrays: given another one, indexed, and with an axis taken out by a maximum or a mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from . import writing
from .arrays import Array, Shape, plain, reshaped, single
from .given import Given, Named, argument, whole
from .run import Run
from .values import NOTHING, constant

Handler: TypeAlias = Callable[[Run, Given, Named], "Array | None"]
MOST_AXES = 8


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
