"""Arrays made of several: one after the other, on top of each other, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from . import writing
from .arrays import Array, Shape, joined
from .given import Given, Named, argument, whole
from .run import Run
from .values import NOTHING, Tuple, Value

Joiner: TypeAlias = Callable[[Run, Given, Named], "Array | None"]


def _pieces(run: Run, value: Value) -> list[Array] | None:
    items = run.world.items(value)
    run.made(2 * len(items or ()))
    found = [writing.array(run, each) for each in items or ()]
    known = [each for each in found if each is not None]
    return known if known and len(known) == len(found) else None


def _along(pieces: list[Array], axis: int) -> Array | None:
    """The pieces one after the other along an axis that they have."""
    whole_ = joined(pieces)
    shape = _longer(pieces, axis)
    if whole_ is None:
        return None
    rank = len(shape) if shape else 0
    rows = whole_.rows if rank and axis % rank < rank - 1 else ""
    classes = whole_.classes if all(each.classes == pieces[0].classes for each in pieces) else None
    return replace(whole_, shape=shape, rows=rows, classes=classes)


def _longer(pieces: list[Array], axis: int) -> Shape | None:
    shape = pieces[0].shape
    for each in pieces[1:]:
        if shape is None or each.shape is None or len(each.shape) != len(shape):
            return None
        shape = tuple(a if a is not None else b for a, b in zip(shape, each.shape, strict=True))
    if shape is None or not -len(shape) <= axis < len(shape):
        return None
    sizes = [each.shape[axis] if each.shape else None for each in pieces]
    total = sum(size for size in sizes if size is not None) if None not in sizes else None
    place = axis % len(shape)
    return (*shape[:place], total, *shape[place + 1 :])


def _stacked(pieces: list[Array], axis: int) -> Array | None:
    """The pieces along an axis that is new."""
    whole_ = joined(pieces)
    if whole_ is None or whole_.shape is None:
        return whole_ and replace(whole_, rows="", shape=None)
    rank = len(whole_.shape) + 1
    place = axis % rank
    shape = (*whole_.shape[:place], len(pieces), *whole_.shape[place:])
    return replace(whole_, shape=shape, rows=whole_.rows if place < rank - 1 else "", classes=None)


def _concatenated(run: Run, positional: Given, named: Named) -> Array | None:
    pieces = _pieces(run, argument(positional, named, 0, "arrays", "values", "xs", "objs"))
    axis = _axis(argument(positional, named, 1, "axis"), 0)
    return _along(pieces, axis) if pieces and axis is not None else None


def _axis(value: Value, usual: int) -> int | None:
    return usual if value == NOTHING else whole(value)


def _on_top(run: Run, positional: Given, named: Named) -> Array | None:
    """vstack: what has one axis becomes a row."""
    pieces = _pieces(run, argument(positional, named, 0, "tup"))
    if not pieces:
        return None
    return _along([_flat_as(each, front=(1,)) for each in pieces], 0)


def _flat_as(array: Array, front: Shape = (), back: Shape = ()) -> Array:
    """What has one axis with more of them; all else as it is."""
    flat = array.shape is not None and len(array.shape) == 1
    return replace(array, shape=(*front, *(array.shape or ()), *back)) if flat else array


def _is_flat(array: Array) -> bool:
    return array.shape is not None and len(array.shape) == 1


def _beside(run: Run, positional: Given, named: Named) -> Array | None:
    """hstack: along the second axis, or the first of what has only one."""
    pieces = _pieces(run, argument(positional, named, 0, "tup"))
    return _along(pieces, 0 if _is_flat(pieces[0]) else 1) if pieces else None


def _columns(run: Run, positional: Given, named: Named) -> Array | None:
    """column_stack: what has one axis becomes a column."""
    pieces = _pieces(run, argument(positional, named, 0, "tup"))
    if not pieces:
        return None
    return _along([_flat_as(each, back=(1,)) for each in pieces], 1)


def _on_each_other(run: Run, positional: Given, named: Named) -> Array | None:
    pieces = _pieces(run, argument(positional, named, 0, "arrays", "values"))
    axis = _axis(argument(positional, named, 1, "axis"), 0)
    return _stacked(pieces, axis) if pieces and axis is not None else None


def _appended(run: Run, positional: Given, named: Named) -> Array | None:
    if len(positional) < 2:
        return None
    pair = _pieces(run, Tuple(positional[:2]))
    axis = whole(argument(positional, named, 2, "axis"))
    if pair is None:
        return None
    if axis is None:
        return replace(joined(pair) or pair[0], shape=(None,), rows="")
    return _along(pair, axis)


def _stretched(run: Run, positional: Given, named: Named) -> Array | None:
    """repeat() along an axis, or of all numbers."""
    first = writing.array(run, positional[0]) if positional else None
    axis = argument(positional, named, 2, "axis")
    if first is None or not isinstance(first.shape, tuple):
        return first
    if axis == NOTHING:
        return replace(first, shape=(None,), rows="")
    place = whole(axis)
    if place is None or not -len(first.shape) <= place < len(first.shape):
        return replace(first, shape=None)
    sizes = list(first.shape)
    sizes[place] = None
    return replace(first, shape=tuple(sizes), rows=first.rows if place % len(sizes) < len(sizes) - 1 else "")


HANDLERS: dict[str, Joiner] = {
    "concatenate": _concatenated, "concat": _concatenated, "vstack": _on_top, "row_stack": _on_top,
    "hstack": _beside, "column_stack": _columns, "stack": _on_each_other, "append": _appended,
    "repeat": _stretched,
}  # fmt: skip
