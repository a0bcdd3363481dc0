"""Lists, dicts and comprehensions, and what is taken out of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import datasets, labelled
from .arrays import Array
from .binding import UNTOLD, assign, elements
from .dispatch import Expression, evaluate
from .run import Run
from .values import Dataset, Layer, Predicted, Tensor, Tuple, Unknown, Value, constant, either, options
from .world import DictState, ListState


def _sequence(run: Run, node: ast.Tuple | ast.List | ast.Set) -> Value:
    items: list[Value] = []
    open_ended = False
    for item in node.elts:
        if isinstance(item, ast.Starred):
            spread = run.world.items(evaluate(run, item.value))
            run.copied(len(spread or ()))
            items.extend(spread or ())
            open_ended = open_ended or spread is None
        else:
            items.append(evaluate(run, item))
    if isinstance(node, ast.Tuple) and not open_ended:
        return Tuple(tuple(items))
    return run.new(ListState(tuple(items), open_ended))


def _dict(run: Run, node: ast.Dict) -> Value:
    items: dict[object, Value] = {}
    open_ended = False
    for key, value in zip(node.keys, node.values, strict=True):
        found = evaluate(run, value)
        if key is None:
            state = run.world.state(found)
            if isinstance(state, DictState):
                run.entered(len(state.items))
                items.update(state.items)
            open_ended = open_ended or not isinstance(state, DictState) or state.open
            continue
        name = constant(evaluate(run, key))
        if isinstance(name, (str, int)):
            items[name] = found
        else:
            open_ended = True
    return run.new(DictState(items, open_ended))


def _subscript(run: Run, node: ast.Subscript) -> Value:
    index = evaluate(run, node.slice)
    return either(run, *(_item(run, owner, index, node) for owner in options(evaluate(run, node.value))))


def _item(run: Run, owner: Value, index: Value, node: ast.Subscript) -> Value:
    if isinstance(owner, Array):
        return labelled.item(run, owner, index, node.slice)
    if isinstance(owner, Dataset):
        return datasets.item(owner, index)
    if isinstance(owner, Predicted):
        return Predicted(owner.event, moved=True)
    if isinstance(owner, Tensor):
        return Tensor(Layer("Reshape", {}, node), (owner,))
    state = run.world.state(owner)
    if isinstance(state, DictState):
        return _entry(run, state, index)
    items = run.world.items(owner)
    key = constant(index)
    if items and isinstance(key, int) and -len(items) <= key < len(items):
        return items[key]
    if items and isinstance(node.slice, ast.Slice):
        return run.new(ListState((), open=True))
    return either(run, *items) if items and isinstance(index, Unknown) and len(items) <= 4 else Unknown()


def _entry(run: Run, state: DictState, index: Value) -> Value:
    key = constant(index)
    if isinstance(key, (str, int)):
        return state.items.get(key, Unknown())
    return either(run, *state.items.values()) if state.items and not state.open else Unknown()


def _comprehension(run: Run, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
    items = [evaluate(run, node.elt) for _ in _rounds(run, node.generators)]
    whole = len(node.generators) == 1 and not node.generators[0].ifs
    given = run.world.items(evaluate(run, node.generators[0].iter)) if whole else None
    known = given is not None and len(given) == len(items)
    return run.new(ListState(tuple(items), open=not known))


def _dict_comprehension(run: Run, node: ast.DictComp) -> Value:
    items: dict[object, Value] = {}
    for _ in _rounds(run, node.generators):
        key, value = constant(evaluate(run, node.key)), evaluate(run, node.value)
        if isinstance(key, (str, int)):
            items[key] = value
    return run.new(DictState(items, open=True))


def _rounds(run: Run, generators: list[ast.comprehension]) -> Iterator[None]:
    """The bindings of a comprehension, one after the other; one round where they are not known."""
    first, rest = generators[0], generators[1:]
    found = elements(run, evaluate(run, first.iter))
    with run.going_round(first, UNTOLD in found):
        for element in found:
            assign(run, first.target, element)
            if rest:
                yield from _rounds(run, rest)
            else:
                yield


HANDLERS: dict[type, Expression] = {
    ast.Tuple: _sequence, ast.List: _sequence, ast.Set: _sequence, ast.Dict: _dict,
    ast.Subscript: _subscript, ast.ListComp: _comprehension, ast.GeneratorExp: _comprehension,
    ast.SetComp: _comprehension, ast.DictComp: _dict_comprehension,
}  # fmt: skip
