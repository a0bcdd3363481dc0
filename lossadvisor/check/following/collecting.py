"""Methods of lists, sets and dicts, and what they leave in them.

Of a list that is open the last items are known, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from .run import Run
from .values import NOTHING, Constant, Ref, Tuple, Unknown, Value, constant
from .ways import either
from .world import MOST_GROWN, DictState, ListState

Given: TypeAlias = tuple[Value, ...]
ListMethod: TypeAlias = Callable[[Run, Ref, ListState, Given], Value]
DictMethod: TypeAlias = Callable[[Run, Ref, DictState, Given, dict[str, Value]], Value]
OPEN = ListState((), open=True)
MOST_REPLACED = 64  # entries of which any may have been replaced; of more than that none is known any more


def of_list(run: Run, owner: Ref, state: ListState, name: str, positional: Given) -> Value:
    """What a method of a list or a set returns."""
    method = LISTS.get(name)
    if method is None:
        return Unknown()
    run.copied(len(state.items))
    return method(run, owner, state, positional)


def of_dict(
    run: Run, owner: Ref, state: DictState, name: str, positional: Given, named: dict[str, Value]
) -> Value:
    """What a method of a dict returns."""
    method = DICTS.get(name)
    return method(run, owner, state, positional, named) if method else Unknown()


def extended(run: Run, state: ListState, more: Value) -> ListState:
    """A list with what `more` holds at its end."""
    items, other = run.world.items(more), run.world.state(more)
    if items is not None:
        run.copied(len(state.items) + len(items))
        return ListState(state.items + items, state.open, state.held)
    tail, held = (other.items, other.held) if isinstance(other, ListState) else ((), ())
    run.copied(len(state.items) + len(state.held) + len(held))
    return ListState(tail, open=True, held=(*state.held, *state.items, *held))


def distinct(values: Given) -> ListState:
    """The values of a set, each once; open where it cannot be told which are the same."""
    if not all(isinstance(each, Constant) and isinstance(each.value, (str, int, float)) for each in values):
        return OPEN
    return ListState(tuple({constant(each): each for each in values}.values()))


def ordered(values: Given) -> Given:
    """The values in their order, as many as they are where that is not known."""
    found = [each.value for each in values if isinstance(each, Constant)]
    alike = len(found) == len(values) and len({type(each) for each in found}) == 1
    if alike and isinstance(found[0], (str, int, float)):
        return tuple(sorted(values, key=constant))  # type: ignore[arg-type]
    return (Unknown(),) * len(values)


def replaced(run: Run, state: DictState, value: Value) -> DictState:
    """A dict in which `value` stands under a key that is not known."""
    if len(state.items) > MOST_REPLACED:
        return DictState({}, open=True)
    run.made(len(state.items))
    return DictState({key: either(run, each, value) for key, each in state.items.items()}, open=True)


def _append(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    kept = given and len(state.items) < MOST_GROWN
    run.world.heap[owner.number] = (
        ListState((*state.items, given[0]), state.open, state.held) if kept else OPEN
    )
    return NOTHING


def _extend(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    run.world.heap[owner.number] = extended(run, state, given[0] if given else Unknown())
    return NOTHING


def _add(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    known = not state.open and len(given) == 1 and len(state.items) < MOST_GROWN
    run.world.heap[owner.number] = distinct((*state.items, *given)) if known else OPEN
    return NOTHING


def _update(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    more = [run.world.items(each) for each in given]
    known = [item for items in more for item in items or ()]
    run.copied(len(known))
    whole = not state.open and None not in more
    run.world.heap[owner.number] = distinct((*state.items, *known)) if whole else OPEN
    return NOTHING


def _insert(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    at = constant(given[0]) if len(given) == 2 else None
    if isinstance(at, int) and not state.open and len(state.items) < MOST_GROWN:
        items = [*state.items]
        items.insert(at, given[1])
        run.world.heap[owner.number] = ListState(tuple(items))
    elif at != 0:
        run.world.heap[owner.number] = OPEN
    return NOTHING


def _pop(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    at = constant(given[0]) if given else -1
    items = state.items
    if items and (at == -1 or (at == 0 and not state.open)):
        run.world.heap[owner.number] = ListState(items[:-1] if at else items[1:], state.open)
        return items[-1 if at else 0]
    run.world.heap[owner.number] = OPEN
    return Unknown()


def _remove(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    at = state.items.index(given[0]) if given and given[0] in state.items else -1
    whole = at >= 0 and not state.open and isinstance(given[0], Constant)
    run.world.heap[owner.number] = ListState(state.items[:at] + state.items[at + 1 :]) if whole else OPEN
    return NOTHING


def _clear(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    run.world.heap[owner.number] = ListState(())
    return NOTHING


def _reverse(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    run.world.heap[owner.number] = OPEN if state.open else ListState(state.items[::-1])
    return NOTHING


def _sort(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    run.made(len(state.items))
    run.world.heap[owner.number] = OPEN if state.open else ListState((Unknown(),) * len(state.items))
    return NOTHING


def _copy(run: Run, owner: Ref, state: ListState, given: Given) -> Value:
    return run.new(state)


def _get(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    key = constant(given[0]) if given else None
    default = given[1] if len(given) > 1 else NOTHING
    if not isinstance(key, (str, int)):
        return Unknown()
    return state.items.get(key, Unknown() if state.open else default)


def _set_default(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    key = constant(given[0]) if given else None
    default = given[1] if len(given) > 1 else NOTHING
    known = isinstance(key, (str, int)) and len(state.items) < MOST_GROWN
    if not known or (state.open and key not in state.items):
        run.world.heap[owner.number] = DictState(state.items, open=True)
        return Unknown()
    if key not in state.items:
        run.entered(len(state.items))
        run.world.heap[owner.number] = DictState({**state.items, key: default})
    return state.items.get(key, default)


def _take(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    found = _get(run, owner, state, given, named)
    key = constant(given[0]) if given else None
    run.entered(len(state.items))
    items = {name: value for name, value in state.items.items() if name != key}
    run.world.heap[owner.number] = DictState(items, state.open or not isinstance(key, (str, int)))
    return found


def _values(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    run.made(len(state.items))
    return run.new(ListState(tuple(state.items.values()), state.open))


def _keys(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    run.made(len(state.items))
    return run.new(ListState(tuple(map(Constant, state.items)), state.open))


def _pairs(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    run.made(len(state.items))
    pairs = tuple(Tuple((Constant(key), value)) for key, value in state.items.items())
    return run.new(ListState(pairs, state.open))


def _copied(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    return run.new(state)


def _updated(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    other = run.world.state(given[0]) if given else DictState({})
    if isinstance(other, DictState):
        run.entered(len(other.items) + len(state.items))
        new = DictState({**state.items, **other.items, **named}, state.open or other.open)
    else:
        new = DictState({**named}, open=True)
    run.world.heap[owner.number] = new
    return NOTHING


def _emptied(run: Run, owner: Ref, state: DictState, given: Given, named: dict[str, Value]) -> Value:
    run.world.heap[owner.number] = DictState({})
    return NOTHING


LISTS: dict[str, ListMethod] = {
    "append": _append, "extend": _extend, "__iadd__": _extend, "add": _add, "update": _update,
    "insert": _insert, "pop": _pop, "remove": _remove, "discard": _remove, "clear": _clear,
    "reverse": _reverse, "sort": _sort, "copy": _copy,
}  # fmt: skip
DICTS: dict[str, DictMethod] = {
    "get": _get, "setdefault": _set_default, "pop": _take, "values": _values, "keys": _keys, "items": _pairs,
    "copy": _copied, "update": _updated, "clear": _emptied,
}  # fmt: skip
