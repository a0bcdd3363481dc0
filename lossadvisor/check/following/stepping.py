"""Models that train in a way of their own, by a train_step() or compute_loss() that Keras calls."""

from __future__ import annotations

from . import functions, models
from .met import Event
from .run import Run
from .values import Function, Unknown, Value
from .world import ObjectState

OWN = ("train_step", "compute_loss")
USES_COMPILED = ("compute_loss", "compiled_loss", "loss", "train_step")  # what Keras has under these names
PREDICTION = {"compute_loss": 2, "compiled_loss": 1, "loss": 1}  # the place of the prediction


def go_through(run: Run, first: int = 0) -> None:
    """Follow how models train whose compile() was reached, from the compile() call `first` on."""
    for event in run.events[first:]:
        name, own = _own(run, event)
        if own is None:
            continue
        event.own_step = True
        before, outer = run.world, run.stepping
        run.world, run.stepping = run.fork(before), event
        functions.follow(run, own, (), _given(run, event) if name == "compute_loss" else {})
        run.world, run.stepping = before, outer


def _own(run: Run, event: Event) -> tuple[str, Function | None]:
    """The method that stands in the place of one that Keras has."""
    state = run.world.state(event.model)
    if isinstance(state, ObjectState):
        for name in OWN:
            found = functions.method(state.made_of, name, event.model)
            if isinstance(found, Function):
                return name, found
    return "", None


def _given(run: Run, event: Event) -> dict[str, Value]:
    ends = models.outputs_of(run, event.model)
    return {"y_pred": ends[0]} if ends and len(ends) == 1 else {}


def uses_compiled(run: Run, name: str, positional: tuple[Value, ...], named: dict[str, Value]) -> None:
    """Remember that a model which trains in its own way has compile()'s loss judge something."""
    if run.stepping is not None and name in USES_COMPILED:
        place = PREDICTION.get(name, len(positional))
        given = named.get("y_pred", positional[place] if place < len(positional) else Unknown())
        run.stepping.compared.append(given)
