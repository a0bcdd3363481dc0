"""The activation that a value is, by its name in Keras."""

from __future__ import annotations

from lossadvisor.check.ending import LINEAR
from lossadvisor.check.seen import LAST_AXIS
from lossadvisor.rulebook.library_facts import KerasLayer

from . import shapes
from .run import Run
from .values import (
    NOTHING,
    Constant,
    Function,
    Layer,
    Partial,
    Symbol,
    Unknown,
    Value,
    constant,
)

UNTOLD = object()


def decisive(layer: Layer, entry: KerasLayer | None) -> dict[str, object]:
    """The arguments on which it depends what a layer does; one that is not known is equal to nothing."""
    names = entry.decisive if entry else ()
    return {name: constant(layer.arguments[name], UNTOLD) for name in names if name in layer.arguments}


def axis_of(run: Run, layer: Layer, before: Value) -> int | None:
    """The axis over which an activation runs, from the end if that is known; None if it is not one axis."""
    axis = constant(layer.arguments.get("axis", NOTHING), UNTOLD)
    if axis is None:
        return LAST_AXIS
    if not isinstance(axis, int):
        return None
    size = shapes.shape(run, before, None) if axis >= 0 else None
    return axis - len(size) if size and axis < len(size) else axis


def of_each_step(layer: Layer) -> Layer:
    """A layer that is applied to each step, beside which there is one axis more."""
    axis = constant(layer.arguments.get("axis", NOTHING))
    if not isinstance(axis, int) or axis < 1:
        return layer
    return Layer(layer.name, {**layer.arguments, "axis": Constant(axis + 1)}, layer.node)


def activation_named(run: Run, value: Value) -> tuple[str | None, str]:
    """The name of the activation that `value` is, else why that cannot be told."""
    if isinstance(value, Constant):
        if value.value is None:
            return LINEAR, ""
        return (value.value, "") if isinstance(value.value, str) else (None, "the activation is not a name")
    if isinstance(value, Symbol):
        if value.path.startswith(("keras.", "tensorflow.")):
            name = run.libraries.activation_layer(value.name) or value.name
            return ("exponential" if name == "exp" else name), ""
        return None, f"the activation {value.name} is not in this file"
    if isinstance(value, Layer):
        if value.name == "Activation":
            return activation_named(run, value.arguments.get("activation", NOTHING))
        entry = run.libraries.layer(value.name)
        differs = entry is None or entry.differs(decisive(value, entry))
        activation = "" if differs else run.libraries.activation_layer(value.name)
        return activation or None, f"the activation is a {value.name} layer"
    if isinstance(value, (Function, Partial)):
        return None, "the activation is a function of the program"
    why = value.why if isinstance(value, Unknown) else ""
    return None, f"the activation is unknown{f': {why}' if why else ''}"
