"""What names, attributes and entries are given, and what a loop takes one after the other."""

from __future__ import annotations

import ast

from . import datasets, labelled
from .arrays import Array
from .dispatch import evaluate
from .run import Run
from .values import Constant, Dataset, Ref, Symbol, Unknown, Value, constant, either, options
from .world import MOST_GROWN, DictState, ListState, ObjectState

MOST_ROUNDS = 16


def assign(run: Run, target: ast.AST, value: Value) -> None:
    """Give `value` to a name, an attribute, an entry, or the parts of a tuple."""
    if isinstance(target, ast.Name):
        run.bind(target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(run, target.elts, value)
    elif isinstance(target, ast.Attribute):
        for owner in options(evaluate(run, target.value)):
            _set_attribute(run, owner, target.attr, value)
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
    ways = [run.world.items(option) for option in options(value)]
    whole = [way for way in ways if way is not None and len(way) == count]
    return (
        tuple(either(run, *parts) for parts in zip(*whole, strict=True)) if len(whole) == len(ways) else None
    )


def _set_attribute(run: Run, owner: Value, name: str, value: Value) -> None:
    if isinstance(owner, Symbol):
        run.world.scope(run, 0)[f"{owner.path}.{name}"] = value
    state = run.world.state(owner)
    if isinstance(state, ObjectState) and isinstance(owner, Ref) and len(state.attributes) < MOST_GROWN:
        run.entered(len(state.attributes))
        run.world.heap[owner.number] = ObjectState(
            state.made_of, {**state.attributes, name: value}, state.keras, state.model
        )


def _set_part(run: Run, target: ast.Subscript, owner: Value, index: Value, value: Value) -> None:
    """Give `value` to an entry, or to a part of an array, which is then another array."""
    if isinstance(owner, Array):
        if isinstance(target.value, (ast.Name, ast.Attribute)):
            assign(run, target.value, labelled.assigned(run, owner, value))
        return
    _set_item(run, owner, constant(index), value)


def _set_item(run: Run, owner: Value, index: object, value: Value) -> None:
    state = run.world.state(owner)
    if not isinstance(owner, Ref):
        return
    if isinstance(state, DictState):
        known = isinstance(index, (str, int)) and len(state.items) < MOST_GROWN
        run.entered(len(state.items) if known else 0)
        items = {**state.items, index: value} if known else state.items
        run.world.heap[owner.number] = DictState(items, state.open or not known)
    elif isinstance(state, ListState):
        if isinstance(index, int) and -len(state.items) <= index < len(state.items) and not state.open:
            run.copied(len(state.items))
            changed = list(state.items)
            changed[index] = value
            run.world.heap[owner.number] = ListState(tuple(changed))
        else:
            run.world.heap[owner.number] = ListState((), open=True)


UNTOLD = Unknown()


def elements(run: Run, value: Value) -> tuple[Value, ...]:
    """What a loop over `value` sees, one after the other; a single unknown where that is not known."""
    state = run.world.state(value)
    if isinstance(state, DictState):
        run.made(len(state.items))
        return tuple(map(Constant, state.items)) or (Unknown(),)
    items = run.world.items(value)
    if items is None and isinstance(state, ListState) and state.items:
        items = state.items
    if items is None or len(items) > MOST_ROUNDS:
        return (Unknown(),)
    return items
