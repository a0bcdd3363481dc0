"""The head at the end of a model: back from what it puts out to the layer that holds the weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from msgspec.structs import replace

from lossadvisor.check.ending import (
    ARITHMETIC,
    LINEAR,
    Step,
    activated,
    disturbed,
    ended,
    moved,
    passed,
    reshaped,
    weighted,
)
from lossadvisor.check.seen import INPUT, Head
from lossadvisor.rulebook.library_facts import KerasLayer

from . import conditions, functions, layers, models, tensors, unbounded, writtenout
from .activations import activation_named, axis_of, decisive, of_each_step
from .run import Run
from .tensors import PART
from .values import (
    NOTHING,
    Constant,
    Function,
    Layer,
    Opaque,
    Ref,
    Tensor,
    Unknown,
    Value,
    constant,
    options,
)

MOST_WAYS = 16
LITTLE = 1e-3  # what is added so that no logarithm is infinite
MOST_STEPS = 200
SIZES = ("units", "filters", "output_dim")
UNWEIGHTED = "it has no layer with weights or an activation"
Heads: TypeAlias = tuple[Head, ...]


def heads(run: Run, output: Value) -> tuple[Head, ...]:
    """The heads that `output` may be, one for each way that is possible."""
    run.walked = {}
    found = _walked(run, output, Head(), 0)
    return found if len(found) <= MOST_WAYS else (Head(why="it depends on too many things"),)


def _walked(run: Run, value: Value, head: Head, depth: int) -> Heads:
    """The heads below a value, each once; one more than there may be where there are too many.

    They are remembered for this walk: a program that joins its layers again and again leads to the same
    ones in more ways than can be counted.
    """
    key = (id(value), head)
    known = run.walked.get(key)
    if known is None:
        known = run.walked[key] = value, _ways(run, value, head, depth)  # a value that is kept keeps its id
    return known[1]


def _ways(run: Run, value: Value, head: Head, depth: int) -> Heads:
    run.tick()
    found: dict[Head, None] = {}
    for option in _options(run, value):
        if isinstance(option, Tensor) and depth < MOST_STEPS:
            found.update(dict.fromkeys(_through(run, option, head, depth)))
        else:
            found[ended(head, option.why if isinstance(option, Unknown) else "")] = None
    return tuple(islice(found, MOST_WAYS + 1))


def _options(run: Run, value: Value) -> tuple[Value, ...]:
    """What a value may be where the model is compiled."""
    return options(conditions.possible(run, value))


def _through(run: Run, tensor: Tensor, head: Head, depth: int) -> Iterable[Head]:
    """The heads below one step of a model."""
    layer = _unwrapped(run, tensor.step)
    before = tensor.inputs[0] if tensor.inputs else Unknown()
    if isinstance(layer, Opaque):
        return _calculated(run, tensor, layer, head, depth)
    entry = run.libraries.layer(layer.name)
    given = decisive(layer, entry)
    does = entry.does if entry else "unknown"
    if entry and (argument := entry.differs(given)):
        return (ended(head, f"it ends in {layer.name} with {argument}"),)
    if does == "activates":
        return _through_activation(run, layer, before, head, depth)
    if does == "holds-weights":
        return _weights(run, layer, head, depth)
    if does == "shares" and head.activation is None:
        return (_merged(run, layer, before, head, depth),)
    below = _below(run, layer, entry, head, given)
    if below is not None:
        found = _walked(run, before, below, depth + 1)
        return tuple(map(_clipped, found)) if head.activation is None and tensors.is_clip(layer) else found
    if layer.name in unbounded.LAYERS:
        return (_of_any_size(run, tensor, head, depth) or ended(head, f"it ends in {layer.name}"),)
    return _inside(run, layer, before, head, depth)


def _calculated(run: Run, tensor: Tensor, step: Opaque, head: Head, depth: int) -> Heads:
    """The heads below arithmetic with numbers that are known; the end of the way where it is any other."""
    found = tensors.line(run, tensor)
    if found is None:
        return (_of_any_size(run, tensor, head, depth) or ended(head, step.why),)
    before, *line = found
    if abs(line[0] - 1) < LITTLE and abs(line[1]) < LITTLE:
        return _walked(run, before, head, depth + 1)
    at, there = run.text.at(step.node), run.told(step.node)
    moved = Step(ARITHMETIC, at, there=there, rescaled=(line[0], line[1]))
    return _walked(run, before, disturbed(head, moved), depth + 1)


def _of_any_size(run: Run, tensor: Tensor, head: Head, depth: int) -> Head | None:
    """The head that arithmetic is which any number may come out of; None where that is not sure."""

    def walk(each: Value) -> Heads:
        return _walked(run, each, Head(), depth + 1)

    written = writtenout.activation(run, tensor, walk) if head.activation is None else None
    if written is not None and not head.after:
        units = head.units if head.sized or head.layer else written.units
        return replace(
            written, units=units, layer=head.layer or written.layer, name=head.name or written.name
        )
    found = unbounded.arithmetic(run, tensor, walk)
    if found is None:
        return None
    at, there = run.text.at(tensor.step.node), run.told(tensor.step.node)
    return weighted(head, Step(ARITHMETIC, at, units=found.units, there=there))


def _clipped(head: Head) -> Head:
    """The head whose numbers are cut off, which matters where they have no ends of their own."""
    return (
        replace(head, activation=None, why="its numbers are clipped") if head.activation == LINEAR else head
    )


def _below(
    run: Run, layer: Layer, entry: KerasLayer | None, head: Head, given: dict[str, object]
) -> Head | None:
    """The head below a layer without weights or an activation; None for one that must be looked into."""
    if entry and entry.does == "keeps":
        return passed(head, _step(run, layer))
    if entry and entry.does == "reshapes":
        some = PART in layer.arguments and not head.sized
        whole = replace(head, reshaped=True, sized=True, units=None) if some else head
        return reshaped(whole, _reshaping(run, layer))
    if entry and entry.does in ("moves", "rescales"):
        return moved(head, _step(run, layer), entry, given)
    return None


def _inside(run: Run, layer: Layer, before: Value, head: Head, depth: int) -> Heads:
    """The heads in what a layer applies; the end of the way where that is not known."""
    if layer.name == INPUT:
        return (ended(head if head.activation else replace(head, kind=INPUT), UNWEIGHTED),)
    inside = applied_by(run, layer, before)
    if inside is None:
        return (ended(head, f"it ends in {layer.name}"),)
    return _walked(run, inside, head, depth + 1)


def _step(run: Run, layer: Layer) -> Step:
    entry = run.libraries.layer(layer.name)
    at, there = run.text.at(layer.node), run.told(layer.node)
    return Step(layer.name, at, _name(layer), unties=bool(entry and entry.unties), there=there)


def _reshaping(run: Run, layer: Layer) -> Step:
    shape = run.world.items(layer.arguments.get("target_shape", NOTHING)) or (Unknown(),)
    last = constant(shape[-1])
    return replace(_step(run, layer), last_axis=last if isinstance(last, int) and last > 0 else None)


def _unwrapped(run: Run, step: Layer | Opaque) -> Layer | Opaque:
    """The layer inside TimeDistributed, Bidirectional and the like."""
    step = layers.now(run, step) if isinstance(step, Layer) else step
    while isinstance(step, Layer) and isinstance(inner := step.arguments.get("layer"), Layer):
        inner = layers.now(run, inner)
        run.tick()
        if step.name == "Bidirectional":
            joined = constant(step.arguments.get("merge_mode", Constant("concat"))) == "concat"
            step = _doubled(inner) if joined else inner
        elif run.libraries.does(step.name) == "wraps":
            step = of_each_step(inner)
        else:
            break
    return step


def applied_by(run: Run, layer: Layer, before: Value) -> Value | None:
    """What a layer that applies a function or a model gives; None where it does neither."""
    function, model = layer.arguments.get("function"), layer.arguments.get("layer")
    if layer.name == "Lambda" and isinstance(function, Function):
        return functions.follow(run, function, (before,), {})
    if layer.name == "TimeDistributed" and isinstance(model, Ref):
        ends = models.outputs_of(run, model)
        return ends[0] if ends and len(ends) == 1 else None
    return None


def _merged(run: Run, layer: Layer, before: Value, head: Head, depth: int) -> Head:
    """Several heads made one, where all of them have the same activation."""
    step = _step(run, layer)
    below = replace(passed(head, step), name="", reshaped=False, sized=False)
    joined = run.world.items(before) or ()
    run.made(len(joined))
    parts = [_walked(run, each, below, depth + 1) for each in joined]
    ways = [way for part in parts for way in part]
    alike = {(way.activation, way.inner, way.after, way.rescaled, way.untold, way.axis) for way in ways}
    activation = ways[0].activation if len(alike) == 1 and len(ways) == len(parts) else None
    if activation is None or (layer.name == "Concatenate" and activation == "softmax"):
        return ended(head, f"it ends in {layer.name}")
    sizes = [way.units for way in ways]
    units = sum(filter(None, sizes)) if layer.name == "Concatenate" else sizes[0]
    return replace(
        ways[0], units=units if None not in sizes else None, at=step.at, there=step.there, name=step.name,
        kind=step.layer,
    )  # fmt: skip


def _doubled(layer: Layer) -> Layer:
    units = constant(layer.arguments.get("units"))
    return Layer(
        layer.name,
        {**layer.arguments, "units": Constant(2 * units) if isinstance(units, int) else Unknown()},
        layer.node,
    )


def _name(layer: Layer) -> str:
    return str(constant(layer.arguments.get("name"), "") or "")


def _through_activation(run: Run, layer: Layer, before: Value, head: Head, depth: int) -> Iterator[Head]:
    given = layer.arguments.get("activation", NOTHING)
    axis = axis_of(run, layer, before)
    own = run.libraries.activation(layer.name)
    for option in (Constant(own),) if own else _options(run, given):
        if isinstance(option, Function):
            yield from _walked(run, functions.follow(run, option, (before,), {}), head, depth + 1)
            continue
        activation, why = activation_named(run, option)
        step = replace(_step(run, layer), activation=activation, why=why, axis=axis, choice=_choice(option))
        found, goes_on = activated(head, step)
        if goes_on:
            yield from _walked(run, before, found, depth + 1)
        else:
            yield found


def _weights(run: Run, layer: Layer, head: Head, depth: int) -> Iterator[Head]:
    """The head that a layer with weights is, one for each activation and size that it may have."""
    usual = run.libraries.activation(layer.name) or LINEAR
    given = layer.arguments.get("activation", Constant(usual))
    sizes = (layer.arguments[name] for name in SIZES if name in layer.arguments)
    for size in _options(run, next(sizes, Unknown())):
        number = constant(size)
        units = number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None
        if constant(layer.arguments.get("data_format", NOTHING)) == "channels_first":
            units = None  # these are not the last axis, over which an activation goes
        step = replace(_step(run, layer), units=units, choice=_choice(size))
        for option in _options(run, given):
            yield from _activated(run, layer, option, head, step, depth)


def _activated(run: Run, layer: Layer, given: Value, head: Head, step: Step, depth: int) -> Iterator[Head]:
    if isinstance(given, Function):
        plain = Layer(layer.name, {**layer.arguments, "activation": NOTHING}, layer.node)
        result = functions.follow(run, given, (Tensor(plain, ()),), {})
        named = replace(passed(head, step), units=head.units if head.sized else step.units, layer=step.at)
        yield from _walked(run, result, named, depth + 1)
        return
    activation, why = activation_named(run, given)
    choice = " and ".join(filter(None, (_choice(given), step.choice)))
    yield weighted(head, replace(step, activation=activation, why=why, choice=choice))


def _choice(value: Value) -> str:
    return value.choice if isinstance(value, Constant) else ""
