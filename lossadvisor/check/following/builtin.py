"""Functions that Python has built in, as far as sizes and lists of layers depend on them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from . import binding, collecting, widths
from .arrays import Array
from .run import Run
from .values import (
    NOTHING,
    Constant,
    Dataset,
    Predicted,
    Shape,
    Span,
    Symbol,
    Tensor,
    Tuple,
    Unknown,
    Value,
    constant,
    options,
)
from .world import DictState, ListState

LARGEST = 1_000
TYPES = {"int", "float", "str", "bool", "list", "tuple", "dict", "set"}
Given = tuple[Value, ...]
Named = dict[str, Value]


def call(run: Run, name: str, positional: Given, named: Named) -> Value:
    """What a built-in function returns."""
    handler = HANDLERS.get(name)
    return handler(run, name, positional, named) if handler else Unknown()


def _length(run: Run, name: str, positional: Given, named: Named) -> Value:
    value = positional[0] if positional else NOTHING
    state = run.world.state(value)
    if isinstance(state, DictState) and not state.open:
        return Constant(len(state.items))
    items = run.world.items(value)
    if items is not None:
        return Constant(len(items))
    if isinstance(value, Array) and value.shape and value.shape[0] is not None:
        return Constant(value.shape[0])
    row = widths.of_predictions(run, value) if isinstance(value, Predicted) and value.row else None
    if isinstance(row, Shape):
        return row.last
    text = constant(value)
    return Constant(len(text)) if isinstance(text, str) else Unknown()


def _listed(run: Run, name: str, positional: Given, named: Named) -> Value:
    if not positional:
        return run.new(ListState(()))
    first = positional[0]
    state = run.world.state(first)
    if isinstance(state, DictState):
        state = ListState(tuple(map(Constant, state.items)), state.open)
    items = run.world.items(first) if not isinstance(state, ListState) or not state.open else None
    if isinstance(state, ListState) and items is None:
        items = state.items
    if items is None:
        if isinstance(first, Array):
            return replace(first, listed=True)
        return first if isinstance(first, (Dataset, Unknown)) else Unknown()
    run.made(len(items) if name in ("sorted", "set") else len(items) // 16)
    if isinstance(state, ListState) and state.open:
        return run.new(state if name in ("list", "tuple") else collecting.OPEN)
    if name == "set":
        return run.new(collecting.distinct(items))
    if name == "sorted":
        items = (Unknown(),) * len(items) if named else collecting.ordered(items)
    return run.new(ListState(items[::-1] if name == "reversed" else items))


def _dict(run: Run, name: str, positional: Given, named: Named) -> Value:
    return Unknown() if positional else run.new(DictState({**named}))


def _converted(run: Run, name: str, positional: Given, named: Named) -> Value:
    value = constant(positional[0] if positional else NOTHING)
    try:
        made = {"int": int, "float": float, "str": str, "bool": bool}[name](value)
        run.copied(len(made) if isinstance(made, str) else 0)
        return Unknown() if isinstance(made, int) and made.bit_length() > 64 else Constant(made)
    except (TypeError, ValueError, OverflowError):
        return Unknown()


def _range(run: Run, name: str, positional: Given, named: Named) -> Value:
    numbers = [each for each in map(constant, positional) if isinstance(each, int) and abs(each) < LARGEST]
    if not numbers or len(numbers) != len(positional) or len(numbers) > 3 or numbers[2:] == [0]:
        return Unknown()
    several = range(*numbers)
    run.made(len(several))
    return run.new(ListState(tuple(map(Constant, several))))


def _enumerated(run: Run, name: str, positional: Given, named: Named) -> Value:
    items = run.world.items(positional[0]) if positional else None
    first = constant(named.get("start", positional[1] if len(positional) > 1 else Constant(0)))
    if items is None or not isinstance(first, int):
        return Unknown()
    run.made(2 * len(items))
    return run.new(ListState(tuple(Tuple((Constant(n), item)) for n, item in enumerate(items, first))))


def _zipped(run: Run, name: str, positional: Given, named: Named) -> Value:
    rows = [row for row in map(run.world.items, positional) if row is not None]
    if not rows or len(rows) != len(positional):
        return Unknown()
    run.made(min(map(len, rows)) + sum(map(len, rows)) // 4)
    return run.new(ListState(tuple(Tuple(each) for each in zip(*rows, strict=False))))


def _extreme(run: Run, name: str, positional: Given, named: Named) -> Value:
    numbers = [each for each in map(constant, positional) if isinstance(each, (int, float))]
    if not numbers or len(numbers) != len(positional):
        return Unknown()
    return Constant(max(numbers) if name == "max" else min(numbers))


def _attribute(run: Run, name: str, positional: Given, named: Named) -> Value:
    if len(positional) > 1 and isinstance(positional[0], Symbol):
        return Symbol(f"{positional[0].path}.{constant(positional[1])}")
    return Unknown()


def _is_instance(run: Run, name: str, positional: Given, named: Named) -> Value:
    """Whether a value is of one of the types of Python; unknown where there are others."""
    if len(positional) != 2:
        return Unknown()
    asked = run.world.items(positional[1]) or (positional[1],)
    names = {each.path.removeprefix("builtins.") for each in asked if isinstance(each, Symbol)}
    may_be = _types(run, positional[0])
    if not may_be or len(names) != len(asked) or not names <= TYPES:
        return Unknown()
    usual = min(may_be)  # what is kept as a list is hardly ever a set
    return Constant(True) if usual in names else Unknown() if may_be & names else Constant(False)


def _types(run: Run, value: Value) -> set[str]:
    """The types of Python that a value may be of; none where that is not known."""
    state = run.world.state(value)
    if isinstance(value, Constant):
        own = type(value.value).__name__
        return {"bool", "int"} if own == "bool" else {own}
    if isinstance(value, Tensor):
        return {"a tensor"}
    if isinstance(state, ListState):
        return {"list", "set", "tuple"}
    return {"tuple"} if isinstance(value, Tuple) else {"dict"} if isinstance(state, DictState) else set()


def _set_attribute(run: Run, name: str, positional: Given, named: Named) -> Value:
    attribute = constant(positional[1]) if len(positional) == 3 else None
    if isinstance(attribute, str):
        for owner in options(positional[0]):
            binding.set_attribute(run, owner, attribute, positional[2])
    return NOTHING


def _span(run: Run, name: str, positional: Given, named: Named) -> Value:
    if not 0 < len(positional) < 4:
        return Unknown()
    given = (NOTHING, *positional) if len(positional) == 1 else positional
    begin, end, step = (*given, NOTHING)[:3]
    return Span((begin, end, step))


HANDLERS: dict[str, Callable[[Run, str, Given, Named], Value]] = {
    "len": _length,
    **dict.fromkeys(("list", "tuple", "reversed", "sorted", "set"), _listed),
    "dict": _dict,
    **dict.fromkeys(("int", "float", "str", "bool"), _converted),
    "range": _range,
    "slice": _span,
    "enumerate": _enumerated,
    "zip": _zipped,
    **dict.fromkeys(("max", "min"), _extreme),
    "getattr": _attribute,
    "setattr": _set_attribute,
    "isinstance": _is_instance,
}
