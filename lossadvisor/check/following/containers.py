"""Lists, dicts and comprehensions, and what is taken out of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import collecting, datasets, labelled, operations, tensors, widths
from .arrays import Array
from .binding import assign, elements
from .dispatch import Expression, evaluate
from .rounds import differ, once
from .run import Run
from .values import NOTHING, Dataset, Predicted, Shape, Span, Tensor, Tuple, Unknown, Value, constant
from .ways import each_way, either
from .world import DictState, ListState

MOST_ALIKE = 4  # items of which it is any


def _sequence(run: Run, node: ast.Tuple | ast.List | ast.Set) -> Value:
    items: list[Value] = []
    before = ListState(())
    for item in node.elts:
        if isinstance(item, ast.Starred):
            told = ListState((*before.items, *items), before.open, before.held)
            before = collecting.extended(run, told, evaluate(run, item.value))
            items.clear()
        else:
            items.append(evaluate(run, item))
    items[:0] = before.items
    if isinstance(node, ast.Tuple) and not before.open:
        return Tuple(tuple(items))
    if isinstance(node, ast.Set):
        return run.new(collecting.OPEN if before.open else collecting.distinct(tuple(items)))
    return run.new(ListState(tuple(items), before.open, before.held))


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
    if isinstance(index, Span):
        node = ast.Subscript(node.value, _spelled(index), node.ctx)
    return each_way(run, evaluate(run, node.value), lambda owner: _item(run, owner, index, node))


def _spelled(span: Span) -> ast.Slice:
    """A slice that has a name, as it would stand in brackets."""
    begin, end, step = (None if each == NOTHING else _literal(constant(each)) for each in span.ends)
    return ast.Slice(begin, end, step)


def _literal(value: object) -> ast.expr:
    """An end as it would be written; some name where it is not known."""
    if isinstance(value, int) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value) if isinstance(value, int) else ast.Name("unknown", ast.Load())


def _item(run: Run, owner: Value, index: Value, node: ast.Subscript) -> Value:
    if isinstance(owner, Array):
        return labelled.item(run, owner, index, node.slice)
    if isinstance(owner, Dataset):
        return datasets.item(owner, index)
    if isinstance(owner, Predicted):
        one = not owner.moved and not isinstance(node.slice, (ast.Slice, ast.Tuple))
        return Predicted(owner.event, moved=True, row=one and not isinstance(index, Array))
    if isinstance(owner, Shape):
        return widths.item(owner, index, node.slice)
    if isinstance(owner, Tensor):
        return tensors.part(node, owner)
    state = run.world.state(owner)
    if isinstance(state, DictState):
        return _entry(run, state, index)
    if isinstance(owner, Tuple):
        state = ListState(owner.items)
    return _item_of_list(run, state, index, node) if isinstance(state, ListState) else Unknown()


def _item_of_list(run: Run, state: ListState, index: Value, node: ast.Subscript) -> Value:
    items, key = state.items, constant(index)
    if isinstance(node.slice, ast.Slice):
        return run.new(_slice(run, state, node.slice))
    if isinstance(key, int) and -len(items) <= key < (0 if state.open else len(items)):
        return items[key]
    some = items and not state.open and isinstance(index, Unknown) and len(items) <= MOST_ALIKE
    return either(run, *items) if some else Unknown()


def _slice(run: Run, state: ListState, node: ast.Slice) -> ListState:
    """A part of a list; of one that is open, what is counted from its end."""
    parts = [(each, constant(evaluate(run, each))) for each in (node.lower, node.upper, node.step)]
    lower, upper, step = (found if isinstance(found, int) else None for _, found in parts)
    told = all(each is None or isinstance(found, int) for each, found in parts)
    run.copied(len(state.items))
    if not told or step not in (None, 1):
        return collecting.OPEN
    if not state.open:
        return ListState(state.items[lower:upper])
    count = len(state.items)
    if upper is not None and not -count <= upper < 0:
        return collecting.OPEN
    whole = lower is not None and -count <= lower < 0
    return ListState(state.items[lower if whole else None : upper], open=not whole)


def _entry(run: Run, state: DictState, index: Value) -> Value:
    key = constant(index)
    if isinstance(key, (str, int)):
        return state.items.get(key, Unknown())
    return either(run, *state.items.values()) if state.items and not state.open else Unknown()


def _comprehension(run: Run, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Value:
    items: list[Value] = []
    unsure: list[bool] = []
    for sure in _rounds(run, node.generators, unsure):
        value = evaluate(run, node.elt)
        if sure:
            items.append(value)
        else:
            items.clear()  # only what is surely at the end is known
    if isinstance(node, ast.SetComp):
        return run.new(collecting.OPEN if unsure else collecting.distinct(tuple(items)))
    return run.new(ListState(tuple(items), open=bool(unsure)))


def _dict_comprehension(run: Run, node: ast.DictComp) -> Value:
    items: dict[object, Value] = {}
    unsure: list[bool] = []
    for sure in _rounds(run, node.generators, unsure):
        key, value = constant(evaluate(run, node.key)), evaluate(run, node.value)
        if isinstance(key, (str, int)) and sure:
            items[key] = value
        else:
            unsure.append(True)
    return run.new(DictState(items, open=bool(unsure)))


def _rounds(run: Run, generators: list[ast.comprehension], unsure: list[bool]) -> Iterator[bool]:
    """The bindings of a comprehension, one after the other, and whether each surely comes.

    Where it is not known how many there are it is one round, and `unsure` gets an entry.
    """
    first, rest = generators[0], generators[1:]
    found, whole = elements(run, evaluate(run, first.iter))
    before = None if whole else run.fork(run.world)
    if not whole:
        unsure.append(True)
    with run.going_round(first, not whole):
        for element in found:
            assign(run, first.target, element)
            passes = [operations.truth(run, evaluate(run, each)) for each in first.ifs]
            if False in passes:
                continue
            if None in passes:
                unsure.append(True)
            for sure in _rounds(run, rest, unsure) if rest else (True,):
                yield sure and None not in passes
    if before is not None:
        differ(run, before, once)


HANDLERS: dict[type, Expression] = {
    ast.Tuple: _sequence, ast.List: _sequence, ast.Set: _sequence, ast.Dict: _dict,
    ast.Subscript: _subscript, ast.ListComp: _comprehension, ast.GeneratorExp: _comprehension,
    ast.SetComp: _comprehension, ast.DictComp: _dict_comprehension,
}  # fmt: skip
