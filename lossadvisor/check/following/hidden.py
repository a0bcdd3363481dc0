"""Dense layers that follow one another without anything between them that is not linear."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.seen import Oddity

from . import functions
from .met import Event
from .places import is_here
from .run import Run
from .values import NOTHING, Layer, Tensor, Value, constant
from .world import ModelState

LAYERS = "layers-without-activation"
DENSE = "Dense"
MOST_LAYERS = 200
LINEAR = (None, "linear")


def in_model(run: Run, event: Event) -> Iterator[Oddity]:
    """The first of the hidden Dense layers of a model, where none has an activation.

    A single one is told only in a Sequential model, where nobody else can want what it gives, and where it
    is no bottleneck.
    """
    ends = event.outputs
    if event.given.get("loss", NOTHING) == NOTHING or ends is None or len(ends) != 1:
        return
    row = _row(run, ends[0])
    if len(row) < 2 or not is_here(row[-1].node) or _has_active(run, ends[0], row[0]):
        return
    if len(row) > 2 or (_is_sequential(run, event) and _is_wider(row[1], row[0])):
        yield Oddity(LAYERS, run.text.place(row[-1].node))


def _row(run: Run, output: Value) -> list[Layer]:
    """The Dense layers at the end of a model, the last one first, as far as none below it is active."""
    found: list[Layer] = []
    value = output
    for _ in range(MOST_LAYERS):
        run.tick()
        step = value.step if isinstance(value, Tensor) else None
        if not isinstance(step, Layer):
            break
        if step.name == DENSE and (not found or _is_plain(step)):
            found.append(step)
        elif step.name != "Dropout" and (found or run.libraries.does(step.name) != "activates"):
            break
        value = value.inputs[0] if isinstance(value, Tensor) and value.inputs else NOTHING
    return found


def _is_plain(layer: Layer) -> bool:
    """Whether a layer has no activation for certain."""
    return "activation" not in layer.arguments or constant(layer.arguments["activation"], "?") in LINEAR


def _has_active(run: Run, output: Value, last: Layer) -> bool:
    """Whether a Dense layer but the last has an activation of its own or gets one from the layer after it."""
    rest, known = [output], set()
    while rest:
        run.tick()
        value = rest.pop()
        if id(value) in known or not isinstance(value, Tensor):
            continue
        known.add(id(value))
        below = [part for each in value.inputs for part in functions.parts(run, each)]
        step = value.step
        if len(known) > MOST_LAYERS or not isinstance(step, Layer):
            return True
        if step.name == DENSE and step is not last and not _is_plain(step):
            return True
        if step.name != DENSE and last not in (each.step for each in below if isinstance(each, Tensor)):
            dense = (each.step.name for each in below if isinstance(each, Tensor))
            if run.libraries.does(step.name) in ("activates", "unknown", "applies") and DENSE in dense:
                return True
        rest += below
    return False


def _is_sequential(run: Run, event: Event) -> bool:
    state = run.world.state(event.model)
    return isinstance(state, ModelState) and state.kind == "Sequential"


def _is_wider(layer: Layer, last: Layer) -> bool:
    """Whether a layer that nobody named has more units than the last one."""
    many, few = (constant(each.arguments.get("units")) for each in (layer, last))
    return isinstance(many, int) and isinstance(few, int) and many > few and "name" not in layer.arguments
