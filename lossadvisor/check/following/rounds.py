"""Loops that go round nobody knows how often: what they count is unknown, what they add last is known.

The body is gone through once to see what it changes. Where that is something, and calls of compile() or the
like are met, it is gone through once more with what may hold in any round, and only what is met then counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from .run import Run
from .values import Constant, Either, Tuple, Unknown, Value, options
from .ways import either, same
from .world import DictState, ListState, ModelState, ObjectState, State, World

Change: TypeAlias = Callable[[Run, Value, Value], Value]
Key = TypeVar("Key")


def rounds(run: Run, one_round: Callable[[], object]) -> None:
    """Go through a body as often as nobody knows; it leaves the world that holds after it."""
    run.doubts += 1
    before, mark = run.fork(run.world), run.mark()
    run.tried += 1
    one_round()
    run.tried -= 1
    if run.tried or not run.met_since(
        mark
    ):  # a loop around it goes on to its second round, or nothing was met
        differ(run, before, once)
    elif differ(run, before, begun):
        run.forget(mark)
        start = run.fork(run.world)
        one_round()
        differ(run, start, counted)
        differ(run, before, left)
    run.doubts -= 1


def differ(run: Run, before: World, changed: Change) -> bool:
    """Put what `changed` makes of it in the place of all that is not as `before`; whether there is any."""
    found = False
    for number, names in before.frames.different(run, run.world.frames).items():
        old = before.frames.get(number)
        if old is None or old is names:
            continue
        for name, value in old.different(run, names).items():
            was = old.get(name)
            if was is not None and not same(run, was, value):
                found = True
                run.world.scope(run, number)[name] = changed(run, was, value)
    for number, state in before.heap.different(run, run.world.heap).items():
        was_state = before.heap.get(number)
        if was_state is not None and was_state is not state:
            new = _state(run, was_state, state, changed)
            if new is not state:
                found = True
                run.world.heap[number] = new
    return found


def begun(run: Run, was: Value, now: Value) -> Value:
    """What a round may begin with: what there was before the loop, or what a round has left."""
    if isinstance(was, Tuple) and isinstance(now, Tuple) and len(was.items) == len(now.items):
        return Tuple(tuple(begun(run, *pair) for pair in zip(was.items, now.items, strict=True)))
    return Unknown() if _counts(was) and _counts(now) else either(run, was, now)


def counted(run: Run, was: Value, now: Value) -> Value:
    """What one more round has left, unless it goes on with every round."""
    return Unknown() if _counts(was) and _counts(now) else now


def left(run: Run, was: Value, now: Value) -> Value:
    """What the rounds have left, or what there was where there is none; layers are not added in vain."""
    whole = isinstance(was, Constant) and isinstance(now, (Constant, Either))
    return either(run, was, now) if whole else now


def once(run: Run, was: Value, now: Value) -> Value:
    """The same where only one round was gone; a number that is written there does not go on."""
    old, new = run.world.state(was), run.world.state(now)
    if isinstance(old, ListState) and isinstance(new, ListState) and _begins_with(run, new, old):
        return run.new(_longer(run, old, new, once))  # it was put together anew
    written = isinstance(now, Constant) and now.node is not None
    return Unknown() if _counts(was) and _counts(now) and not written else left(run, was, now)


def _counts(value: Value) -> bool:
    """Whether a value may be a number, which the next round may change."""
    found = (each.value for each in options(value) if isinstance(each, Constant))
    return any(isinstance(each, (int, float)) and not isinstance(each, bool) for each in found)


def _state(run: Run, was: State, now: State, changed: Change) -> State:
    """The state of one thing; `now` itself where nothing of it is changed."""
    if isinstance(was, ListState) and isinstance(now, ListState):
        return _list(run, was, now, changed)
    if isinstance(was, DictState) and isinstance(now, DictState):
        items = _entries(run, was.items, now.items, changed)
        return now if items is now.items and was.open <= now.open else DictState(items, was.open or now.open)
    if isinstance(was, ObjectState) and isinstance(now, ObjectState):
        attributes = _entries(run, was.attributes, now.attributes, changed)
        return now if attributes is now.attributes else replace(now, attributes=attributes)
    if isinstance(was, ModelState) and isinstance(now, ModelState) and was.outputs and now.outputs:
        outputs = _items(run, was.outputs, now.outputs, changed)
        return now if outputs is now.outputs else replace(now, outputs=outputs)
    return now


def _list(run: Run, was: ListState, now: ListState, changed: Change) -> ListState:
    """A list that has got longer is open from then on; its last items are known after a round."""
    if changed is not begun and now.open:
        return now
    if was.open or now.open or len(was.items) != len(now.items):
        return _longer(run, was, now, changed)
    items = _items(run, was.items, now.items, changed)
    return now if items is now.items else ListState(items)


def _longer(run: Run, was: ListState, now: ListState, changed: Change) -> ListState:
    run.copied(len(now.items) + len(was.held))
    if now.open or not _begins_with(run, now, was):
        return ListState((), open=True)
    tail = now.items[len(was.items) :] if changed is not begun else ()
    return ListState(tail, open=True, held=(*was.held, *was.items))


def _begins_with(run: Run, now: ListState, was: ListState) -> bool:
    run.copied(len(was.items))
    return len(now.items) >= len(was.items) and all(map(_is, was.items, now.items))


def _is(one: Value, other: Value) -> bool:
    return one is other


def _items(run: Run, was: tuple[Value, ...], now: tuple[Value, ...], changed: Change) -> tuple[Value, ...]:
    if len(was) != len(now) or was is now:
        return now
    run.tick(len(now))
    found = tuple(
        new if same(run, old, new) else changed(run, old, new) for old, new in zip(was, now, strict=True)
    )
    return now if all(map(_is, found, now)) else found


def _entries(run: Run, was: dict[Key, Value], now: dict[Key, Value], changed: Change) -> dict[Key, Value]:
    if was is now:
        return now
    run.entered(len(now))
    differing = {
        key: changed(run, was[key], value)
        for key, value in now.items()
        if key in was and not same(run, was[key], value)
    }
    return {**now, **differing} if differing else now
