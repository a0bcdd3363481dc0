"""Whether a compile() in another file has anything of the file that is checked, so that it is told here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .arrays import Array
from .places import is_here
from .run import Event, Run
from .values import Constant, Function, KerasObject, Layer, Tensor, Value, options
from .world import DictState

GIVEN = ("loss", "metrics", "weighted_metrics", "third")
MOST_STEPS = 20


def comes_from_here(run: Run, event: Event) -> bool:
    """Whether the last layers of its model, its losses or its metrics are written in the checked file."""
    ends = _ends(run, event.outputs or ())
    return any(_is_own(each) for each in (*_given(run, event), *ends))


def _given(run: Run, event: Event) -> Iterator[Value]:
    """The single losses and metrics that compile() was given."""
    for name in GIVEN:
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
                    yield from (one for given in value.step.arguments.values() for one in options(given))
                    if run.libraries.does(value.step.name) == "holds-weights":
                        break
                value = value.inputs[0] if value.inputs else value.step


def _is_own(value: Value) -> bool:
    node: ast.AST | None = None
    if isinstance(value, (Constant, Layer, KerasObject, Function, Array)):
        node = value.node
    return bool(getattr(node, "lineno", 0)) and is_here(node)
