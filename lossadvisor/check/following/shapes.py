"""The shape of what a model puts out, as far as its layers tell: how many axes, and how long the last is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lossadvisor.rulebook.library_facts import Form, KerasLayer

from . import given
from .arrays import Shape
from .run import Run
from .values import NOTHING, Constant, Layer, Tensor, Value, constant

MOST_STEPS = 500
INPUTS = ("Input", "InputLayer")
OLD = (
    "border_mode",
    "dim_ordering",
    "nb_row",
    "subsample",
)  # of Keras 1, whose arguments mean something else
Change: TypeAlias = Callable[[Run, Layer, "Shape | None"], "Shape | None"]


def shape(run: Run, output: Value, inputs: Shape | None) -> Shape | None:
    """The shape of an output of a model that is given `inputs`; None where not even its axes are known."""
    steps: list[Layer] = []
    value = output
    found = None
    while isinstance(value, Tensor) and isinstance(value.step, Layer) and len(steps) < MOST_STEPS:
        run.tick()
        if value.step.name in INPUTS:
            found = _given(run, value.step) or (_given(run, steps[-1]) if steps else None) or inputs
            break
        steps.append(value.step)
        before = value.inputs[0] if value.inputs else NOTHING
        several = run.world.items(before)
        value = several[0] if several else before
    if not steps:
        return None  # nothing but the input, as where layers are still to be added
    for layer in reversed(steps):
        found = _after(run, layer, found)
    return found


def _given(run: Run, layer: Layer) -> Shape | None:
    """The shape of the inputs that an Input or a first layer is told."""
    whole = layer.arguments.get("batch_shape", layer.arguments.get("batch_input_shape", NOTHING))
    if whole != NOTHING:
        found = given.shape(run, whole)
        return (None, *found[1:]) if found else None
    told = layer.arguments.get("shape", layer.arguments.get("input_shape", NOTHING))
    if told != NOTHING:
        found = given.shape(run, told)
        return None if found is None else (None, *found)
    wide = given.whole(layer.arguments.get("input_dim", NOTHING))
    return (None, wide) if wide is not None and layer.name != "Embedding" else None


def _after(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    """The shape after a layer."""
    run.tick()
    inner = layer.arguments.get("layer")
    if isinstance(inner, Layer):
        return _wrapped(run, layer, inner, before)
    if "pooling" in layer.arguments:
        return _features(layer.arguments["pooling"])
    entry = run.libraries.layer(layer.name)
    if entry is None or not layer.arguments.keys().isdisjoint(OLD) or _is_odd(layer):
        return None
    form = FORMS[entry.form] if entry.form else None
    return form(run, layer, _axes(entry, before)) if form else None


def _features(pooling: Value) -> Shape | None:
    """What is left of a network of a package without its top: a map, or a row where it is pooled."""
    if pooling == NOTHING:
        return (None, None, None, None)
    return (None, None) if constant(pooling) in ("avg", "max") else None


def _is_odd(layer: Layer) -> bool:
    """Whether its axes are in another order, or it is a layer of Keras 0, as Dense(784, 10)."""
    first = constant(layer.arguments.get("data_format", NOTHING)) == "channels_first"
    return first or isinstance(constant(layer.arguments.get("activation", NOTHING)), int)


def _axes(entry: KerasLayer, before: Shape | None) -> Shape | None:
    """What goes into a layer, which for one of places has as many axes as its name says."""
    places = next((int(digit) for digit in "123" if entry.name.endswith(f"{digit}D")), None)
    return (None,) * (places + 2) if before is None and places else before


def _wrapped(run: Run, layer: Layer, inner: Layer, before: Shape | None) -> Shape | None:
    """The shape after a layer that does its work step by step, or in both directions."""
    if layer.name == "TimeDistributed":
        one = None if before is None or len(before) < 3 else (None, *before[2:])
        after = _after(run, inner, one)
        return None if after is None else (None, None if before is None else before[1], *after[1:])
    after = _after(run, inner, before)
    joined = constant(layer.arguments.get("merge_mode", Constant("concat"))) == "concat"
    if after is None or layer.name != "Bidirectional" or not joined:
        return after
    return (*after[:-1], None if after[-1] is None else 2 * after[-1])


def _as_input(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    return before


def _units(layer: Layer) -> int | None:
    return given.whole(layer.arguments.get("units", layer.arguments.get("filters", NOTHING)))


def _dense(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    return None if not before else (*before[:-1], _units(layer))


def _of_places(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    """As many places as the strides and the borders leave, which is not counted."""
    if not before:
        return None
    kept = run.libraries.does(layer.name) == "holds-weights"
    return (None, *(None for _ in before[1:-1]), _units(layer) if kept else before[-1])


def _over_all_places(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    if constant(layer.arguments.get("keepdims", Constant(False))) is not False:
        return None
    return (None, before[-1] if before else None)


def _flat(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    count: int | None = 1
    for size in before[1:] if before else (None,):
        count = None if count is None or size is None else count * size
    return (None, count)


def _told(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    target = layer.arguments.get("target_shape", NOTHING)
    found = None if target == NOTHING else given.shape(run, target)
    return None if found is None else (None, *(None if size == -1 else size for size in found))


def _recurrent(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    if constant(layer.arguments.get("return_state", Constant(False)), True) is not False:
        return None
    steps = constant(layer.arguments.get("return_sequences", Constant(False)), "unknown")
    if steps is True:
        return (None, before[1] if before and len(before) > 2 else None, _units(layer))
    return (None, _units(layer)) if steps is False else None


def _embedded(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    size = layer.arguments.get("units", layer.arguments.get("output_dim", NOTHING))
    return None if before is None else (*before, given.whole(size))


def _repeated(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    return (None, given.whole(layer.arguments.get("n", NOTHING)), before[-1] if before else None)


def _joined(run: Run, layer: Layer, before: Shape | None) -> Shape | None:
    """Several side by side: how wide they are together is not counted."""
    return None if before is None else (None,) * len(before)


FORMS: dict[Form, Change] = {
    "input": _as_input,
    "units": _dense,
    "places": _of_places,
    "over-places": _over_all_places,
    "flat": _flat,
    "told": _told,
    "steps": _recurrent,
    "embedded": _embedded,
    "repeated": _repeated,
    "joined": _joined,
}
