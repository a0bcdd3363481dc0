"""What holds at one point of a program: the names in each scope, and the state of what can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.steps import Steps

from .shared import Shared
from .values import Class, Layer, Ref, Tuple, Unknown, Value
from .ways import either


class ListState(Struct, frozen=True):
    """The items of a list. An `open` one may hold more before these, among them `held`."""

    items: tuple[Value, ...]
    open: bool = False
    held: tuple[Value, ...] = ()


class DictState(Struct, frozen=True):
    """The entries of a dict by key; an `open` one may hold more."""

    items: dict[Any, Value]
    open: bool = False


class ModelState(Struct, frozen=True):
    """A Keras model: what it puts out, one tensor for each output, None where that is not known.

    `names` are those of the outputs where a dict gives them, `event` is its last compile(), `some` are the
    last of its outputs where nobody knows how many there are.
    """

    kind: str
    outputs: tuple[Value, ...] | None
    names: tuple[str, ...] = ()
    event: int | None = None
    some: tuple[Value, ...] = ()


class ObjectState(Struct, frozen=True):
    """An instance of a class of the program; `keras` is the Keras class it derives from.

    `row` are the names of the items of a named tuple.
    """

    made_of: Class
    attributes: dict[str, Value]
    keras: str = ""
    model: Ref | None = None
    row: tuple[str, ...] = ()


class LayerState(Struct, frozen=True):
    """A layer of which something was changed after it was made, with its arguments since then."""

    layer: Layer
    arguments: dict[str, Value]


State: TypeAlias = ListState | DictState | ModelState | ObjectState | LayerState
_numbers = count(1)
UNTOLD = Unknown()
MOST_ITEMS = 10_000  # a longer list is as good as unknown, so that none grows without end
MOST_GROWN = 256  # the same of one that grows item by item


Names: TypeAlias = Shared[str, Value]
Meet: TypeAlias = Callable[[Value, Value], Value]  # what is either of two


class World:
    """Names by frame and states by number. Forked at a branch and joined after it.

    A frame is shared with other worlds until it is written to; those that are not are in `own`.
    """

    __slots__ = ("frames", "heap", "own")

    def __init__(self, frames: Shared[int, Names], heap: Shared[int, State]) -> None:
        self.frames = frames
        self.heap = heap
        self.own: set[int] = set()

    def fork(self, steps: Steps) -> World:
        """Another world in which the same holds."""
        self.own = set()
        return World(self.frames.copy(steps), self.heap.copy(steps))

    def scope(self, steps: Steps, number: int) -> Names:
        """The names of a frame, to be written to."""
        found = self.frames.get(number) or Shared({})
        if number not in self.own:
            found = self.frames[number] = found.copy(steps)
            self.own.add(number)
        return found

    def new(self, state: State) -> Ref:
        """A new thing that can change."""
        ref = Ref(next(_numbers))
        self.heap[ref.number] = state
        return ref

    def frame(self, names: dict[str, Value] | None = None) -> int:
        """A new scope."""
        number = next(_numbers)
        self.frames[number] = Shared({} if names is None else names)
        self.own.add(number)
        return number

    def state(self, value: Value) -> State | None:
        if not isinstance(value, Ref):
            return None
        heap, number = self.heap, value.number
        return heap.top.get(number) or heap.recent.get(number) or heap.base.get(number)

    def items(self, value: Value) -> tuple[Value, ...] | None:
        """The items of a list or tuple that is known as a whole."""
        state = value if isinstance(value, Tuple) else self.state(value)
        if isinstance(state, ObjectState) and state.row:
            return tuple(state.attributes.get(name, UNTOLD) for name in state.row)
        if not isinstance(state, Tuple) and (not isinstance(state, ListState) or state.open):
            return None
        return state.items if len(state.items) <= MOST_ITEMS else None


def joined(steps: Steps, worlds: Iterable[World], meet: Meet | None = None) -> World | None:
    """What holds where any of `worlds` may; None where there is none."""
    meet = meet or partial(either, steps)
    result = None
    for world in worlds:
        if result is None or world is result:
            result = world
            continue
        for number, names in result.frames.different(steps, world.frames).items():
            if result.frames.get(number) is not names:
                result.scope(steps, number).join(steps, names, meet)
        result.heap.join(steps, world.heap, partial(_joined_state, steps, meet))
    return result


def _join_names(steps: Steps, meet: Meet, mine: dict[Any, Value], other: dict[Any, Value]) -> None:
    steps.entered(len(other))
    for name in [name for name, value in other.items() if mine.get(name) is not value]:
        mine[name] = meet(mine[name], other[name]) if name in mine else other[name]


def _joined_state(steps: Steps, meet: Meet, mine: State, other: State) -> State:
    if isinstance(mine, ModelState) and isinstance(other, ModelState):
        return _joined_model(meet, mine, other)
    if isinstance(mine, ListState) and isinstance(other, ListState):
        if mine.open or other.open or len(mine.items) != len(other.items):
            return ListState((), open=True)
        return ListState(_joined_items(meet, mine.items, other.items))
    if isinstance(mine, DictState) and isinstance(other, DictState):
        return DictState(_joined_entries(steps, meet, mine.items, other.items), mine.open or other.open)
    if isinstance(mine, LayerState) and isinstance(other, LayerState):
        return replace(mine, arguments=_joined_entries(steps, meet, mine.arguments, other.arguments))
    if isinstance(mine, ObjectState) and isinstance(other, ObjectState):
        return replace(mine, attributes=_joined_entries(steps, meet, mine.attributes, other.attributes))
    return mine


def _joined_items(meet: Meet, mine: tuple[Value, ...], other: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(meet(a, b) for a, b in zip(mine, other, strict=True))


def _joined_model(meet: Meet, mine: ModelState, other: ModelState) -> ModelState:
    event = other.event if mine.event is None else mine.event
    if mine.outputs is None or other.outputs is None or len(mine.outputs) != len(other.outputs):
        return replace(mine, outputs=None, event=event)
    return replace(mine, outputs=_joined_items(meet, mine.outputs, other.outputs), event=event)


def _joined_entries(
    steps: Steps, meet: Meet, mine: dict[Any, Value], other: dict[Any, Value]
) -> dict[Any, Value]:
    merged = dict(mine)
    _join_names(steps, meet, merged, other)
    return merged
