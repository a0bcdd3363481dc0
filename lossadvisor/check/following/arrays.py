"""What is known of the numbers in an array, and what of it is left after arithmetic. Knows no program."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Shape: TypeAlias = tuple["int | None", ...]
Pick: TypeAlias = Callable[[float, float], float]
Kind: TypeAlias = Literal["", "bool", "int", "float"]
Rows: TypeAlias = Literal["", "one-hot", "multi-hot", "shares"]
KINDS: tuple[Kind, ...] = ("bool", "int", "float")
MOST_AXES = 8
WRITTEN = "numbers in the program"
LARGEST = 1e15  # numbers beyond it are as good as unknown


class Array(Struct, frozen=True):
    """An array of which `shape` has None for an axis of unknown size, and is None where even their number is.

    No number lies below `low` or above `high`; some number is as low as `least`, some as high as `most`.
    `sides` says that only `low` and `high` occur, `whole` that all are whole numbers, `rows` what each row
    is. `meant` is the label encoding that its source says it has, `classes` how many classes or columns there
    are. `source` is where all this is known from, `scaled` what was done to class numbers, at `node`.
    `listed` says that it is a list by now, which is not calculated with, but repeated and made longer,
    `picked` that it may be one row of a table, of which a name takes one number out.
    """

    shape: Shape | None = None
    kind: Kind = ""
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    sides: bool = False
    whole: bool = False
    rows: Rows = ""
    meant: str = ""
    classes: int | None = None
    source: str = ""
    scaled: str = ""
    node: ast.AST | None = None
    listed: bool = False
    picked: bool = False

    @property
    def columns(self) -> int | None:
        """How many numbers each row has; None where that is not known."""
        if self.shape is not None:
            return self.shape[-1] if len(self.shape) > 1 else 1
        return self.classes if self.rows or self.meant in ("one-hot", "multi-hot") else None

    @property
    def is_constant(self) -> bool:
        """Whether all numbers are the same."""
        return self.low is not None and self.low == self.high

    @property
    def is_column(self) -> bool:
        """Whether there is one number for each sample."""
        return self.shape is not None and (
            len(self.shape) == 1 or (len(self.shape) > 1 and self.shape[-1] == 1)
        )


def scalar(value: object) -> Array | None:
    """A number as an array without axes; None for what is none."""
    if not isinstance(value, (int, float)) or not abs(value) < LARGEST:
        return None
    kind: Kind = "bool" if isinstance(value, bool) else "int" if isinstance(value, int) else "float"
    end = float(value)
    return Array((), kind, end, end, end, end, sides=True, whole=end.is_integer())


def spread(
    kind: Kind, low: float, high: float, shape: Shape | None, source: str, often: bool = True
) -> Array:
    """Numbers that take all that lies between two ends, which they come near to where there are many."""
    near = 0 if kind == "int" else (high - low) / 10
    least, most = (low + near, high - near) if often else (None, None)
    return Array(shape, kind, low, high, least, most, whole=kind == "int", source=source)


def reshaped(array: Array, shape: Shape | None) -> Array:
    """The same numbers in another shape."""
    found = None if shape is not None and len(shape) > MOST_AXES else shape
    rows = array.rows if array.columns is not None and found and found[-1] == array.columns else ""
    return replace(array, shape=found, rows=rows, meant=array.meant if rows else single(array))


def single(array: Array) -> str:
    """What the source says of each number, whatever row it stands in."""
    return "" if array.meant in ("one-hot", "multi-hot") else array.meant


def plain(array: Array) -> Array:
    """The array without what its source says of it."""
    return replace(array, meant="", classes=None, rows="", scaled="", node=None)


def part(array: Array, shape: Shape | None) -> Array:
    """Some of the numbers, in a shape of their own: which of them is not known."""
    before = array.shape
    rows = array.rows if shape and before and len(shape) == len(before) and shape[-1] == before[-1] else ""
    return replace(
        array,
        shape=shape,
        least=None,
        most=None,
        rows=rows,
        meant=array.meant if rows else single(array),
        classes=array.classes if rows else None,
    )


def kinds(*found: Kind) -> Kind:
    """The kind of numbers that hold all of these."""
    return "" if "" in found or not found else max(found, key=KINDS.index)


def joined(arrays: Iterable[Array]) -> Array | None:
    """What holds of numbers out of any of these arrays; the shape is the one that all have."""
    result: Array | None = None
    for each in arrays:
        result = each if result is None else _joined(result, each)
    return result


def _joined(one: Array, other: Array) -> Array:
    low, high = _outer(one.low, other.low, min), _outer(one.high, other.high, max)
    ends = {one.low, one.high, other.low, other.high}
    same = one.meant == other.meant
    return Array(
        shape=agreed(one.shape, other.shape),
        kind=kinds(one.kind, other.kind),
        low=low,
        high=high,
        least=nearer(one.least, other.least, min),
        most=nearer(one.most, other.most, max),
        sides=one.sides and other.sides and ends <= {low, high},
        whole=one.whole and other.whole,
        rows=_either_rows(one.rows, other.rows),
        meant=one.meant if same else "",
        classes=one.classes if same and one.classes == other.classes else None,
        source=one.source or other.source,
        scaled=one.scaled if same else "",
        node=one.node if same else None,
    )


def _either_rows(one: Rows, other: Rows) -> Rows:
    found = {one, other}
    if len(found) == 1:
        return one
    return (
        "multi-hot"
        if found == {"one-hot", "multi-hot"}
        else "shares"
        if found == {"one-hot", "shares"}
        else ""
    )


def agreed(one: Shape | None, other: Shape | None) -> Shape | None:
    """The axes on which two shapes agree, an axis on which they do not being of unknown size."""
    if one is None or other is None or len(one) != len(other):
        return None
    return tuple(a if a == b else None for a, b in zip(one, other, strict=True))


def _outer(one: float | None, other: float | None, pick: Pick) -> float | None:
    return None if one is None or other is None else pick(one, other)


def nearer(one: float | None, other: float | None, pick: Pick) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return pick(one, other)


def broadcast(one: Shape | None, other: Shape | None) -> Shape | None:
    """The shape of arithmetic on two arrays; None where it is not known or they do not go together."""
    if one is None or other is None:
        return None
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    padded = (1,) * (len(longer) - len(shorter)) + shorter
    return tuple(_axis(a, b) for a, b in zip(longer, padded, strict=True))


def _axis(one: int | None, other: int | None) -> int | None:
    if one == 1 or other == 1:
        return other if one == 1 else one
    return one if one is not None else other


def truth(shape: Shape | None, source: str) -> Array:
    """True and False."""
    return Array(shape, "bool", 0.0, 1.0, sides=True, whole=True, source=source)
