"""Functions of arrays, as NumPy has them and as the packages around it took them over."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from . import indexing, joining, randoms, reshaping, writing
from .arrays import Array, Kind, joined, plain, scalar, truth
from .given import Given, Named, argument, number, shape, whole, word
from .run import Run
from .values import NOTHING, Constant, Tuple, Unknown, Value

Handler: TypeAlias = Callable[[Run, Given, Named], "Value | None"]
KIND: dict[str, Kind] = {
    "bool": "bool", "bool_": "bool", "int": "int", "int8": "int", "int16": "int", "int32": "int",
    "int64": "int", "uint8": "int", "uint16": "int", "uint32": "int", "long": "int", "i": "int",
    "float": "float", "float16": "float", "float32": "float", "float64": "float", "double": "float",
    "single": "float", "f": "float", "category": "",
}  # fmt: skip


def called(run: Run, path: str, name: str, positional: Given, named: Named) -> Value | None:
    """What a function of arrays returns; None where nothing is known of it."""
    of_tensors = ".random." in path and not path.startswith("numpy")
    of_random = randoms.OF_TENSORS if of_tensors else randoms.HANDLERS
    handler: Handler | None = HANDLERS.get(name) or of_random.get(name)
    return handler(run, positional, named) if handler else None


# made anew


def _filled(value: float | None) -> Handler:
    def made(run: Run, positional: Given, named: Named) -> Value | None:
        found = shape(run, argument(positional, named, 0, "shape"))
        given = scalar(value)
        if given is None:
            return Array(found, source="empty()")
        return replace(given, shape=found, kind="float", source="zeros()" if value == 0 else "ones()")

    return made


def _full(run: Run, positional: Given, named: Named) -> Value | None:
    given = writing.array(run, argument(positional, named, 1, "fill_value", "value"))
    found = shape(run, argument(positional, named, 0, "shape", "dims"))
    return replace(given, shape=found, source="full()") if given and given.shape == () else None


def _alike(value: float) -> Handler:
    def made(run: Run, positional: Given, named: Named) -> Value | None:
        first, given = writing.array(run, argument(positional, named, 0, "a", "x", "input")), scalar(value)
        return replace(given, shape=first.shape, kind=first.kind) if first and given else None

    return made


def _counted_up(run: Run, positional: Given, named: Named) -> Value | None:
    """arange() of one to three numbers."""
    numbers = [number(each) for each in positional]
    if named.keys() - {"dtype"} or not 1 <= len(numbers) <= 3 or None in numbers:
        is_whole = all(isinstance(each, (Constant, Unknown)) for each in positional) and len(positional) == 1
        return Array((None,), "int" if is_whole else "", low=0.0 if is_whole else None, source="arange()")
    known = [each for each in numbers if each is not None]
    start, stop, step = [(0.0, known[0], 1.0), (*known[:2], 1.0), tuple(known)][len(known) - 1]
    if step <= 0 or stop <= start:
        return Array((None,), source="arange()")
    count = math.ceil((stop - start) / step)
    last = start + (count - 1) * step
    is_whole = start.is_integer() and step.is_integer()
    return Array(
        (count,), "int" if is_whole else "float", start, last, start, last, whole=is_whole, source="arange()"
    )


def _evenly(run: Run, positional: Given, named: Named) -> Value | None:
    """linspace()."""
    start, stop = (
        number(argument(positional, named, 0, "start")),
        number(argument(positional, named, 1, "stop")),
    )
    count = argument(positional, named, 2, "num")
    found = (50 if count == NOTHING else whole(count),)
    if start is None or stop is None or stop < start:
        return Array(found, "float", source="linspace()")
    near = (stop - start) / 10
    return Array(found, "float", start, stop, start, stop - near, source="linspace()")


def _identity(run: Run, positional: Given, named: Named) -> Value | None:
    count = whole(argument(positional, named, 0, "n", "N"))
    if count is None:
        return None
    return Array(
        (count, count), "float", 0.0, 1.0, 0.0, 1.0, sides=True, whole=True, rows="one-hot", classes=count,
        source=indexing.IDENTITY,
    )  # fmt: skip


# number by number


def _of(run: Run, positional: Given, named: Named) -> Array | None:
    """The first argument as an array, however it is called."""
    first = positional[0] if positional else next(iter(named.values()), NOTHING)
    return None if first == NOTHING else writing.array(run, first)


def _as_it_is(run: Run, positional: Given, named: Named) -> Value | None:
    found = _of(run, positional, named)
    kind = named.get("dtype", NOTHING)
    if found is not None and found.listed:
        found = replace(found, listed=False)
    return typed(found, word(kind)) if found is not None and kind != NOTHING else found


def _with_type(run: Run, positional: Given, named: Named) -> Value | None:
    """astype() and cast()."""
    found = _of(run, positional, named)
    return None if found is None else typed(found, word(argument(positional, named, 1, "dtype", "x")))


def typed(array: Array, name: str) -> Array:
    """The numbers as another type has them: whole ones lose what stands behind the point."""
    kind = KIND.get(name, "")
    if kind == "bool" and array.kind != "bool":
        return truth(array.shape, array.source)
    if kind == "int" and not array.whole:
        return _each(math.trunc, replace(array, kind="int", whole=True))
    return replace(array, kind=kind)


def _each(change: Callable[[float], float], array: Array) -> Array:
    """The numbers after a change that keeps their order."""
    ends = (array.low, array.high, array.least, array.most)
    low, high, least, most = (None if end is None else float(change(end)) for end in ends)
    return replace(
        plain(array), low=low, high=high, least=least, most=most, whole=array.whole, kind=array.kind
    )


def _growing(change: Callable[[float], float], is_whole: bool = False) -> Handler:
    def made(run: Run, positional: Given, named: Named) -> Value | None:
        found = _of(run, positional, named)
        if found is None:
            return None
        try:
            changed = _each(change, found)
        except (ValueError, OverflowError):
            changed = Array(found.shape, "float", source=found.source)
        return replace(changed, whole=is_whole, kind=changed.kind if is_whole else "float")

    return made


def _rounded(run: Run, positional: Given, named: Named) -> Value | None:
    found = _of(run, positional, named)
    decimals = argument(positional, named, 1, "decimals")
    if found is None or (whole(decimals) or 0) < 0:
        return None
    if decimals in (NOTHING, Constant(0)):
        return replace(_each(round, found), whole=True, kind=_number(found.kind))
    low, high = (
        None if end is None else float(to(end))
        for to, end in ((math.floor, found.low), (math.ceil, found.high))
    )
    return Array(found.shape, found.kind, low, high, source=found.source)


def _number(kind: Kind) -> Kind:
    return "" if kind == "bool" else kind


def _sizes(run: Run, positional: Given, named: Named) -> Value | None:
    """abs(): how far each number is from 0."""
    found = _of(run, positional, named)
    if found is None:
        return None
    far = [abs(end) for end in (found.low, found.high) if end is not None]
    outward = [
        each for each in (found.most, -found.least if found.least is not None else None) if each is not None
    ]
    return Array(
        found.shape,
        found.kind,
        low=0.0 if found.low is None or found.low < 0 else found.low,
        high=max(far) if len(far) == 2 else None,
        most=max(0.0, *outward) if outward else None,
        whole=found.whole,
        source=found.source,
    )


def _signs(run: Run, positional: Given, named: Named) -> Value | None:
    """sign(): -1, 0 or 1; of numbers that are spread out evenly 0 hardly occurs."""
    found = _of(run, positional, named)
    if found is None:
        return None
    both = found.least is not None and found.least < 0 < (found.most or 0) and found.kind == "float"
    least, most = (-1.0, 1.0) if both else (None, None)
    return Array(found.shape, found.kind, -1.0, 1.0, least, most, sides=both, whole=True, source="sign()")


def _clipped(run: Run, positional: Given, named: Named) -> Value | None:
    found = _of(run, positional, named)
    low = number(argument(positional, named, 1, "a_min", "x_min", "min", "lower", "clip_value_min"))
    high = number(argument(positional, named, 2, "a_max", "x_max", "max", "upper", "clip_value_max"))
    if found is None:
        return None
    floor, ceiling = -math.inf if low is None else low, math.inf if high is None else high
    kept = _each(lambda end: min(max(end, floor), ceiling), found)
    at_whole = all(end is None or end.is_integer() for end in (low, high))
    return replace(
        kept,
        low=kept.low if kept.low is not None else low,
        high=kept.high if kept.high is not None else high,
        whole=found.whole and at_whole,
        kind="float" if found.kind == "float" else "",
        sides=False,
    )


def _asked(run: Run, positional: Given, named: Named) -> Value | None:
    """Functions that ask something of each number."""
    found = _of(run, positional, named)
    return None if found is None else truth(found.shape, "a comparison")


def _chosen(run: Run, positional: Given, named: Named) -> Value | None:
    """where(): the one or the other, as a condition says."""
    condition = positional[0] if positional else named.get("condition", NOTHING)
    sides = [
        writing.array(run, each) for each in (*positional[1:], *(named[k] for k in ("x", "y") if k in named))
    ]
    known = [each for each in sides if each is not None]
    both = joined(known)
    if len(sides) != 2 or len(known) < 2 or both is None:
        return None
    inner = condition.shape if isinstance(condition, Array) else None
    outer = next((each.shape for each in known if each.shape != ()), inner)
    single = both.shape == () and known[0].is_constant and known[1].is_constant
    whole_ = replace(both, shape=outer, sides=both.sides or single, rows="", classes=None)
    if not single:
        return replace(whole_, least=None, most=None)
    is_answer = outer is None and (whole_.low, whole_.high) == (0, 1)
    return replace(whole_, source="where()", meant="zero-one" if is_answer else "")


def _numbered(run: Run, positional: Given, named: Named) -> Value | None:
    """digitize(): whole numbers up to that of borders."""
    found, borders = _of(run, positional, named), writing.array(run, argument(positional, named, 1, "bins"))
    if found is None or borders is None or not borders.shape or borders.shape[0] is None:
        return None
    return Array(found.shape, "int", low=0.0, high=float(borders.shape[0]), whole=True, source="digitize()")


def _distinct(run: Run, positional: Given, named: Named) -> Value | None:
    """unique(return_inverse=True) and factorize(): the names, and the class number of each sample."""
    first = writing.array(run, positional[0]) if positional else None
    flat = (None,) if first is None or first.shape is None else first.shape
    return Tuple((Unknown(), Array(flat, "int", low=0.0, whole=True, meant="integer", source="unique()")))


def _told_apart(run: Run, positional: Given, named: Named) -> Value | None:
    return (
        _distinct(run, positional, named)
        if named.get("return_inverse") == Constant(True) and len(named) == 1
        else None
    )


HANDLERS: dict[str, Handler] = {
    "zeros": _filled(0), "ones": _filled(1), "empty": _filled(None), "full": _full, "fill": _full,
    "zeros_like": _alike(0), "ones_like": _alike(1), "arange": _counted_up, "linspace": _evenly,
    "eye": _identity, "identity": _identity,
    "array": _as_it_is, "asarray": _as_it_is, "constant": _as_it_is, "convert_to_tensor": _as_it_is,
    "Series": _as_it_is, "copy": _as_it_is, "ascontiguousarray": _as_it_is,
    "astype": _with_type, "cast": _with_type,
    "round": _rounded, "rint": _rounded, "around": _rounded, "abs": _sizes, "absolute": _sizes,
    "sign": _signs, "clip": _clipped, "clip_by_value": _clipped,
    "exp": _growing(math.exp), "log": _growing(math.log), "log1p": _growing(math.log1p),
    "log10": _growing(math.log10), "log2": _growing(math.log2), "sqrt": _growing(math.sqrt),
    "expm1": _growing(math.expm1), "tanh": _growing(math.tanh),
    "floor": _growing(math.floor, is_whole=True), "ceil": _growing(math.ceil, is_whole=True),
    **dict.fromkeys(("isnan", "isin", "isinf", "isnull", "notnull", "isna", "notna", "logical_not"), _asked),
    **dict.fromkeys(("greater", "less", "equal", "not_equal", "greater_equal", "less_equal"), _asked),
    **dict.fromkeys(("logical_and", "logical_or", "logical_xor"), _asked),
    "where": _chosen, "digitize": _numbered, "unique": _told_apart, "factorize": _distinct,
    **reshaping.HANDLERS, **joining.HANDLERS,
}  # fmt: skip
