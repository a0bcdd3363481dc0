"""The head at the end of a model: back from what it puts out to the layer that holds the weights."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.following import functions, models
from lossadvisor.check.following.layers import (
    ACTIVATION_LAYERS,
    NOISY,
    RECURRENT,
    RESHAPING,
    TRANSPARENT,
    WEIGHTED,
)
from lossadvisor.check.following.run import Run
from lossadvisor.check.following.values import (
    NOTHING,
    Constant,
    Function,
    Layer,
    Opaque,
    Partial,
    Ref,
    Symbol,
    Tensor,
    Unknown,
    Value,
    constant,
    options,
)

MOST_WAYS = 16
MOST_STEPS = 200
LINEAR = "linear"
SHARING = ("Concatenate", "Average", "Maximum", "Minimum")  # what all that go in have, comes out


class SeenHead(Struct, frozen=True, eq=False):
    """What a model ends in. `None` stands for not known, and `why` says why.

    `activation` is a name of Keras, `node` where it is given, `layer` the layer with the weights, `inner` an
    activation below the outer one, `after` a layer that changes the numbers again. `reshaped` says that the
    last axis need not be the units, `sized` that the units are known from a shape.
    """

    activation: str | None = None
    units: int | None = None
    node: ast.AST | None = None
    layer: ast.AST | None = None
    kind: str = ""
    inner: str = ""
    after: str = ""
    after_node: ast.AST | None = None
    reshaped: bool = False
    sized: bool = False
    name: str = ""
    why: str = ""


def heads(run: Run, output: Value) -> list[SeenHead]:
    """The heads that `output` may be, one for each way that is possible."""
    found = list(islice(_walked(run, output, SeenHead(), 0), MOST_WAYS + 1))
    return found if len(found) <= MOST_WAYS else [SeenHead(why="it depends on too much")]


def _walked(run: Run, value: Value, seen: SeenHead, depth: int) -> Iterator[SeenHead]:
    for option in options(value):
        if isinstance(option, Tensor) and depth < MOST_STEPS:
            yield from _through(run, option, seen, depth)
        else:
            yield _ended(seen, option.why if isinstance(option, Unknown) else "")


def _through(run: Run, tensor: Tensor, seen: SeenHead, depth: int) -> Iterator[SeenHead]:
    """The heads below one step of a model."""
    step = _unwrapped(tensor.step)
    before = tensor.inputs[0] if tensor.inputs else Unknown()
    if isinstance(step, Opaque):
        yield _ended(seen, step.why)
    elif step.name in ("Activation", *ACTIVATION_LAYERS):
        yield from _through_activation(run, step, before, seen, depth)
    elif step.name in WEIGHTED:
        yield from _weights(run, step, seen, depth)
    elif step.name in TRANSPARENT:
        yield from _walked(run, before, _reshaped(run, step, seen), depth + 1)
    elif step.name in SHARING and seen.activation is None:
        yield _merged(run, step, before, seen, depth)
    elif step.name in NOISY:
        yield from _walked(run, before, _disturbed(step, seen), depth + 1)
    else:
        inside = _looked_into(run, step, before)
        if inside is None:
            why = "" if step.name == "Input" else f"it ends in {step.name}"
            yield _ended(seen, why)
        else:
            yield from _walked(run, inside, seen, depth + 1)


def _unwrapped(step: Layer | Opaque) -> Layer | Opaque:
    """The layer inside TimeDistributed and Bidirectional."""
    while isinstance(step, Layer) and isinstance(inner := step.arguments.get("layer"), Layer):
        if step.name == "Bidirectional":
            joined = constant(step.arguments.get("merge_mode", Constant("concat"))) == "concat"
            step = _doubled(inner) if joined else inner
        elif step.name == "TimeDistributed":
            step = inner
        else:
            break
    return step


def _looked_into(run: Run, step: Layer, before: Value) -> Value | None:
    """What a layer that applies a function or a model gives; None where it does neither."""
    function, model = step.arguments.get("function"), step.arguments.get("layer")
    if step.name == "Lambda" and isinstance(function, Function):
        return functions.follow(run, function, (before,), {})
    if step.name == "TimeDistributed" and isinstance(model, Ref):
        ends = models.outputs_of(run, model)
        return ends[0] if ends and len(ends) == 1 else None
    return None


def _merged(run: Run, step: Layer, before: Value, seen: SeenHead, depth: int) -> SeenHead:
    """Several heads made one, where all of them have the same activation."""
    parts = [list(_walked(run, each, SeenHead(), depth + 1)) for each in run.world.items(before) or ()]
    ways = [way for part in parts for way in part]
    alike = {(way.activation, way.inner, way.after) for way in ways}
    activation = ways[0].activation if len(alike) == 1 and len(ways) == len(parts) else None
    if activation is None or (step.name == "Concatenate" and activation == "softmax"):
        return _ended(seen, f"it ends in {step.name}")
    sizes = [way.units for way in ways]
    units = sum(filter(None, sizes)) if step.name == "Concatenate" else sizes[0]
    return replace(
        ways[0], units=units if None not in sizes else None, node=step.node, name=_name(step), kind=step.name
    )


def _disturbed(step: Layer, seen: SeenHead) -> SeenHead:
    """`seen` below a layer that changes numbers; below an activation that does not matter."""
    if seen.activation is not None or seen.after:
        return seen
    return replace(seen, after=step.name, after_node=step.node, name=seen.name or _name(step))


def _reshaped(run: Run, step: Layer, seen: SeenHead) -> SeenHead:
    """`seen` below a layer that may move units to another axis."""
    named = replace(seen, name=seen.name or _name(step))
    if step.name not in RESHAPING or seen.sized:
        return named
    if seen.activation is None:
        return replace(named, reshaped=True)
    shape = run.world.items(step.arguments.get("target_shape", NOTHING)) or (Unknown(),)
    last = constant(shape[-1])
    return replace(named, sized=True, units=last if isinstance(last, int) and last > 0 else None)


def _doubled(layer: Layer) -> Layer:
    units = constant(layer.arguments.get("units"))
    return Layer(
        layer.name,
        {**layer.arguments, "units": Constant(2 * units) if isinstance(units, int) else Unknown()},
        layer.node,
    )


def _ended(seen: SeenHead, why: str) -> SeenHead:
    return replace(seen, why=seen.why or why) if seen.activation is None else seen


def _name(step: Layer) -> str:
    return str(constant(step.arguments.get("name"), "") or "")


def _through_activation(
    run: Run, step: Layer, before: Value, seen: SeenHead, depth: int
) -> Iterator[SeenHead]:
    given = step.arguments.get("activation", NOTHING)
    for option in options(given) if step.name == "Activation" else (Constant(ACTIVATION_LAYERS[step.name]),):
        if isinstance(option, Function):
            yield from _walked(run, functions.follow(run, option, (before,), {}), seen, depth + 1)
            continue
        activation, why = activation_named(option)
        if activation is None:
            yield replace(seen, why=why)
        elif activation == LINEAR:
            yield from _walked(run, before, replace(seen, name=seen.name or _name(step)), depth + 1)
        elif seen.activation is not None:
            yield replace(seen, inner=activation)
        else:
            changed = replace(
                seen, activation=activation, node=step.node, kind=step.name, name=seen.name or _name(step)
            )
            if constant(step.arguments.get("axis", NOTHING)) not in (None, -1):
                changed = replace(changed, sized=True, units=None)  # not over the units
            yield from _walked(run, before, changed, depth + 1)


def _weights(run: Run, step: Layer, seen: SeenHead, depth: int) -> Iterator[SeenHead]:
    """The head that a layer with weights is, one for each activation and size that it may have."""
    default = "tanh" if step.name in RECURRENT else LINEAR
    given = step.arguments.get("activation", Constant(default))
    sizes = options(step.arguments.get("units", step.arguments.get("filters", Unknown())))
    for size in sizes:
        number = constant(size)
        units = number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None
        named = replace(seen, units=seen.units if seen.sized else units, layer=step.node,
                        name=seen.name or _name(step))  # fmt: skip
        for option in options(given):
            yield from _activated(run, step, option, named, depth)


def _activated(run: Run, step: Layer, given: Value, named: SeenHead, depth: int) -> Iterator[SeenHead]:
    if isinstance(given, Function):
        plain = Layer(step.name, {**step.arguments, "activation": NOTHING}, step.node)
        result = functions.follow(run, given, (Tensor(plain, ()),), {})
        yield from _walked(run, result, named, depth + 1)
        return
    activation, why = activation_named(given)
    if named.activation is None:
        yield replace(named, activation=activation, node=step.node, kind=step.name, why=why)
    else:
        yield replace(named, inner=activation if activation not in (None, LINEAR) else "")


def activation_named(value: Value) -> tuple[str | None, str]:
    """The name of the activation that `value` is, else why that cannot be told."""
    if isinstance(value, Constant):
        if value.value is None:
            return LINEAR, ""
        return (value.value, "") if isinstance(value.value, str) else (None, "the activation is no name")
    if isinstance(value, Symbol):
        if value.path.startswith(("keras.", "tensorflow.")):
            name = ACTIVATION_LAYERS.get(value.name, value.name)
            return ("exponential" if name == "exp" else name), ""
        return None, f"the activation {value.name} is not in this file"
    if isinstance(value, Layer):
        if value.name == "Activation":
            return activation_named(value.arguments.get("activation", NOTHING))
        return ACTIVATION_LAYERS.get(value.name), f"the activation is a {value.name} layer"
    if isinstance(value, (Function, Partial)):
        return None, "the activation is a function of the program"
    why = value.why if isinstance(value, Unknown) else ""
    return None, f"the activation cannot be told{f': {why}' if why else ''}"
