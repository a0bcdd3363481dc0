"""What is left of what is known of arrays after arithmetic. Knows no program."""

from __future__ import annotations

import ast
import math

from msgspec.structs import replace

from .arrays import WRITTEN, Array, Kind, broadcast, kinds, nearer, plain


def negative(array: Array) -> Array:
    """The numbers with their signs turned."""
    low, high, least, most = (
        None if end is None else -end for end in (array.low, array.high, array.least, array.most)
    )
    return replace(plain(array), low=high, high=low, least=most, most=least)


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
    least = nearer(_plus(one.least, other.high), _plus(other.least, one.high), min)
    most = nearer(_plus(one.most, other.low), _plus(other.most, one.low), max)
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
