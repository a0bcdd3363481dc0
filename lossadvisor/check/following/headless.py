"""Bodies without a head: of `if classes: x = Dense(classes)(x)` the other way is made for something else."""

from __future__ import annotations

from collections.abc import Iterable

from .met import Event
from .run import Run
from .values import Either, Layer, Tensor, Value, options
from .ways import guarded

MOST_STEPS = 12  # between the end of a head and the body below it


def left_out(run: Run, value: Value) -> Value:
    """What a model may put out, without what is only the body below another way's head."""
    if not isinstance(value, Either):
        return value
    told = [(each, guard) for each, guard in guarded(value) if not _is_below(run, each, value.options)]
    if len(told) in (0, len(value.options)):
        return value
    if len(told) == 1:
        return told[0][0]
    return Either(tuple(each for each, _ in told), tuple(guard for _, guard in told) if value.guards else ())


def compiled(run: Run, events: Iterable[Event]) -> set[int]:
    """The numbers of the events in which one compile() gets a body, and in another a head on that body."""
    by_call: dict[int, list[Event]] = {}
    for event in events:
        if event.outputs and len(event.outputs) == 1:
            by_call.setdefault(id(event.node), []).append(event)
    return {
        event.number
        for several in by_call.values() if len(several) > 1
        for event in several
        if all(_is_below(run, each, _ends(several)) for each in options(_end(event)))
    }  # fmt: skip


def _end(event: Event) -> Value:
    assert event.outputs
    return event.outputs[0]


def _ends(events: list[Event]) -> tuple[Value, ...]:
    return tuple(each for event in events for each in options(_end(event)))


def _is_below(run: Run, body: Value, ends: tuple[Value, ...]) -> bool:
    """Whether one of `ends` is a head on `body`: weights, and what may follow them."""
    return isinstance(body, Tensor) and any(_holds(run, body, end) for end in ends if end is not body)


def _holds(run: Run, body: Tensor, end: Value) -> bool:
    weights = False
    for _ in range(MOST_STEPS):
        run.tick()
        if not isinstance(end, Tensor) or not isinstance(end.step, Layer) or not end.inputs:
            return False
        weights = weights or run.libraries.does(end.step.name) == "holds-weights"
        end = end.inputs[0]
        if any(each is body for each in options(end)):
            return weights
    return False
