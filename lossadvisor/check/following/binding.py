"""What names, attributes and entries are given, and what a loop takes one after the other."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from . import datasets, labelled, layers, widths
from .arrays import Array
from .collecting import MOST_REPLACED, OPEN, replaced
from .dispatch import evaluate
from .run import Run
from .values import (
    Constant,
    Dataset,
    Layer,
    Predicted,
    Ref,
    Shape,
    Symbol,
    Tuple,
    Unknown,
    Value,
    constant,
    options,
)
from .ways import either
from .world import MOST_GROWN, DictState, ListState, ModelState, ObjectState

MOST_ROUNDS = 16


def assign(run: Run, target: ast.AST, value: Value) -> None:
    """Give `value` to a name, an attribute, an entry, or the parts of a tuple."""
    if isinstance(target, ast.Name):
        run.bind(target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(run, target.elts, value)
    elif isinstance(target, ast.Attribute):
        for owner in options(evaluate(run, target.value)):
            set_attribute(run, owner, target.attr, value)
    elif isinstance(target, ast.Subscript):
        _set_part(run, target, evaluate(run, target.value), evaluate(run, target.slice), value)
    elif isinstance(target, ast.Starred):
        assign(run, target.value, Unknown())


def _unpack(run: Run, targets: list[ast.expr], value: Value) -> None:
    items = _parts(run, value, len(targets))
    if items is None or len(items) != len(targets) or any(isinstance(t, ast.Starred) for t in targets):
        items = (Unknown(),) * len(targets)
    for target, item in zip(targets, items, strict=True):
        assign(run, target, item)


def _parts(run: Run, value: Value, count: int) -> tuple[Value, ...] | None:
    """What there is to unpack: of several tuples, each part is one of several."""
    if isinstance(value, Dataset):
        return datasets.parts(value, count)
    if isinstance(value, Shape):
        return widths.parts(value, count)
    ways = [run.world.items(option) for option in options(value)]
    whole = [way for way in ways if way is not None and len(way) == count]
    return (
        tuple(either(run, *parts) for parts in zip(*whole, strict=True)) if len(whole) == len(ways) else None
    )


def set_attribute(run: Run, owner: Value, name: str, value: Value) -> None:
    """Give `value` to an attribute of something."""
    if isinstance(owner, Symbol):
        run.world.scope(run, 0)[f"{owner.path}.{name}"] = value
    if isinstance(owner, Layer):
        layers.change(run, owner, name, value)
    state = run.world.state(owner)
    if isinstance(state, ObjectState) and isinstance(owner, Ref) and len(state.attributes) < MOST_GROWN:
        run.entered(len(state.attributes))
        run.world.heap[owner.number] = replace(state, attributes={**state.attributes, name: value})
    elif isinstance(state, ModelState) and isinstance(owner, Ref) and name in ("output", "outputs"):
        run.world.heap[owner.number] = replace(state, outputs=None)


def _set_part(run: Run, target: ast.Subscript, owner: Value, index: Value, value: Value) -> None:
    """Give `value` to an entry, or to a part of an array, which is then another array."""
    if isinstance(owner, Array):
        if isinstance(target.value, (ast.Name, ast.Attribute)):
            assign(run, target.value, labelled.assigned(run, owner, value))
        return
    _set_item(run, owner, constant(index), value, isinstance(target.slice, ast.Slice))


def _set_item(run: Run, owner: Value, index: object, value: Value, part: bool) -> None:
    """Put `value` under a key or a number, or in the place of a `part` of a list."""
    state = run.world.state(owner)
    if not isinstance(owner, Ref):
        return
    if isinstance(state, DictState):
        run.world.heap[owner.number] = _with_entry(run, state, index, value)
    elif isinstance(state, ListState):
        run.copied(len(state.items))
        run.world.heap[owner.number] = OPEN if part else _with_item(run, state, index, value)


def _with_entry(run: Run, state: DictState, key: object, value: Value) -> DictState:
    if not isinstance(key, (str, int)):
        return replaced(run, state, value)
    if len(state.items) >= MOST_GROWN:
        return DictState(state.items, open=True)
    run.entered(len(state.items))
    return DictState({**state.items, key: value}, state.open)


def _with_item(run: Run, state: ListState, index: object, value: Value) -> ListState:
    """A list with `value` in one place, or in any where that is not known."""
    items = state.items
    if isinstance(index, int) and -len(items) <= index < (0 if state.open else len(items)):
        changed = list(items)
        changed[index] = value
        return ListState(tuple(changed), state.open)
    if isinstance(index, int) or len(items) > MOST_REPLACED:
        return OPEN
    run.made(len(items))
    return ListState(tuple(either(run, each, value) for each in items), state.open)


def elements(run: Run, value: Value) -> tuple[tuple[Value, ...], bool]:
    """What a loop over `value` sees, one after the other, and whether that is all.

    It is a single unknown where nothing is known of it.
    """
    state = run.world.state(value)
    if isinstance(value, Predicted):
        return (replace(value, moved=True, row=not value.moved),), False
    if isinstance(value, Dataset) and value.batched and value.labels is not None:
        return (Tuple((value.inputs or Unknown(), value.labels)),), False
    if isinstance(state, DictState):
        run.made(len(state.items))
        items: tuple[Value, ...] = tuple(map(Constant, state.items))
    else:
        known = run.world.items(value)
        items = known if known is not None else state.items if isinstance(state, ListState) else ()
        if known is not None and not known:
            return (), True
    whole = not isinstance(state, (DictState, ListState)) or not state.open
    if not items or len(items) > MOST_ROUNDS:
        return (Unknown(),), False
    return items, whole
