"""Whether a compile() in another file has anything of the file that is checked, so that it is told here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .arrays import Array
from .met import Event
from .places import SPAN
from .run import Run
from .values import Constant, Function, KerasObject, Layer, Tensor, Value, options
from .world import DictState

GIVEN = ("loss", "metrics", "weighted_metrics", "third")
MOST_STEPS = 20


def comes_from_here(run: Run, event: Event) -> bool:
    """Whether the last layers of its model, its losses or its metrics are written in the checked file."""
    return comes_from(run, event, 0)


def comes_from(run: Run, event: Event, line: int) -> bool:
    """Whether any of that is written in the file whose lines are counted from `line`."""
    ends = _ends(run, event.outputs or ())
    return any(_is_of(each, line // SPAN) for each in (*given(run, event, GIVEN), *ends))


def given(run: Run, event: Event, names: tuple[str, ...]) -> Iterator[Value]:
    """The single losses and metrics that compile() was given under these names."""
    for name in names:
        if name in event.given:
            value = event.given[name]
            state = run.world.state(value)
            inner = tuple(state.items.values()) if isinstance(state, DictState) else run.world.items(value)
            run.made(len(inner or ()))
            yield from inner if inner is not None else options(value)


def _ends(run: Run, outputs: tuple[Value, ...]) -> Iterator[Value]:
    """The layers at the end of a model down to the one with the weights, and their arguments."""
    for each in outputs:
        for value in options(each):
            for _ in range(MOST_STEPS):
                run.tick()
                if not isinstance(value, Tensor):
                    break
                yield value.step
                if isinstance(value.step, Layer):
                    yield from (one for each in value.step.arguments.values() for one in options(each))
                    if run.libraries.does(value.step.name) == "holds-weights":
                        break
                value = value.inputs[0] if value.inputs else value.step


def _is_of(value: Value, file: int) -> bool:
    node: ast.AST | None = None
    if isinstance(value, (Constant, Layer, KerasObject, Function, Array)):
        node = value.node
    line = getattr(node, "lineno", 0)
    return bool(line) and line // SPAN == file
