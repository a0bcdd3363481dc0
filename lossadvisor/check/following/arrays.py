"""What is known of the numbers in an array, and what of it is left after arithmetic. Knows no program."""

from __future__ import annotations

import ast
import math
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
        least=_inner(one.least, other.least, min),
        most=_inner(one.most, other.most, max),
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


def _inner(one: float | None, other: float | None, pick: Pick) -> float | None:
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


def negative(array: Array) -> Array:
    """The numbers with their signs turned."""
    low, high, least, most = (
        None if end is None else -end for end in (array.low, array.high, array.least, array.most)
    )
    return replace(plain(array), low=high, high=low, least=most, most=least)


def truth(shape: Shape | None, source: str) -> Array:
    """True and False."""
    return Array(shape, "bool", 0.0, 1.0, sides=True, whole=True, source=source)


def calculated(operation: ast.operator, one: Array, other: Array) -> Array | None:
    """What arithmetic on two arrays gives; None where nothing is known of it."""
    if isinstance(operation, (ast.Add, ast.Mult)) and one.shape == () and other.shape != ():
        one, other = other, one
    handler = HANDLERS.get(type(operation))
    if handler is None:
        return None
    found = handler(one, other)
    fixed = other.is_constant and other.shape == ()
    return replace(
        found,
        shape=one.shape if fixed else broadcast(one.shape, other.shape),
        source=one.source or other.source,
        sides=one.sides and fixed and isinstance(operation, (ast.Add, ast.Sub, ast.Mult, ast.Div)),
    )


def _sum(one: Array, other: Array) -> Array:
    least = _inner(_plus(one.least, other.high), _plus(other.least, one.high), min)
    most = _inner(_plus(one.most, other.low), _plus(other.most, one.low), max)
    told = least is None or most is None or least <= most
    return Array(
        kind=_number(kinds(one.kind, other.kind)),
        low=_plus(one.low, other.low),
        high=_plus(one.high, other.high),
        least=least if told else None,
        most=most if told else None,
        whole=one.whole and other.whole,
    )


def _number(kind: Kind) -> Kind:
    return "" if kind == "bool" else kind


def _plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _difference(one: Array, other: Array) -> Array:
    return _sum(one, negative(other))


def _product(one: Array, other: Array) -> Array:
    kind = _number(kinds(one.kind, other.kind))
    whole = one.whole and other.whole
    if other.is_constant and other.low is not None:
        return replace(_times(one, other.low), kind=kind, whole=whole)
    ends = [
        a * b for a in (one.low, one.high) for b in (other.low, other.high) if a is not None and b is not None
    ]
    if len(ends) < 4:
        return Array(kind=kind, whole=whole)
    return Array(kind=kind, low=min(ends), high=max(ends), whole=whole)


def _times(array: Array, factor: float) -> Array:
    ends = [None if end is None else end * factor for end in (array.low, array.high, array.least, array.most)]
    low, high, least, most = ends if factor >= 0 else (ends[1], ends[0], ends[3], ends[2])
    return Array(low=low, high=high, least=least, most=most)


def _quotient(one: Array, other: Array) -> Array:
    if other.is_constant and other.low:
        return replace(_times(one, 1 / other.low), kind="float", whole=one.whole and other.low == 1)
    return Array(kind="float")


def _floored(one: Array, other: Array) -> Array:
    if other.is_constant and other.low and other.low > 0:
        return floored(_times(one, 1 / other.low), one.kind)
    return Array()


def floored(array: Array, kind: Kind) -> Array:
    """The next whole numbers below."""
    ends = (
        None if end is None else float(math.floor(end + 1e-9))
        for end in (array.low, array.high, array.least, array.most)
    )
    low, high, least, most = ends
    return replace(plain(array), kind=_number(kind), low=low, high=high, least=least, most=most, whole=True)


def _remainder(one: Array, other: Array) -> Array:
    """What is left of whole numbers; all that can be left is, where they take more than one round."""
    divisor = other.low
    if not other.is_constant or divisor is None or divisor <= 0:
        return Array()
    whole = one.whole and other.whole
    last = divisor - 1 if whole else divisor
    dense = whole and not one.sides and one.source != WRITTEN
    ends = one.most - one.least if dense and one.least is not None and one.most is not None else None
    least, most = (0.0, last) if ends is not None and ends >= last else (None, None)
    return Array(
        kind=_number(kinds(one.kind, other.kind)), low=0.0, high=last, least=least, most=most, whole=whole
    )


def _power(one: Array, other: Array) -> Array:
    exponent = other.low
    if not other.is_constant or exponent is None or exponent != 2:
        return Array(kind=one.kind)
    far = [abs(end) for end in (one.low, one.high) if end is not None]
    outward = [
        end
        for end in (one.most, -one.least if one.least is not None else None)
        if end is not None and end > 0
    ]
    return Array(
        kind=_number(one.kind),
        low=0.0,
        high=max(far) ** 2 if len(far) == 2 else None,
        most=max(outward) ** 2 if outward else None,
        whole=one.whole,
    )


HANDLERS = {
    ast.Add: _sum, ast.Sub: _difference, ast.Mult: _product, ast.Div: _quotient, ast.FloorDiv: _floored,
    ast.Mod: _remainder, ast.Pow: _power,
}  # fmt: skip
