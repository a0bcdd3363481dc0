"""The head at the end of a model: back from what it puts out to the layer that holds the weights."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from . import calls, models
from .names import ACTIVATION_LAYERS, NOISY, RECURRENT, RESHAPING, TRANSPARENT, WEIGHTED
from .run import Run
from .values import (
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
LINEAR = "linear"


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
    found = list(_walked(run, output, SeenHead(), 0))
    return found if len(found) <= MOST_WAYS else [SeenHead(why="it depends on too much")]


def _walked(run: Run, value: Value, seen: SeenHead, depth: int) -> Iterator[SeenHead]:
    for option in options(value):
        yield from _from(run, option, seen, depth)


def _from(run: Run, value: Value, seen: SeenHead, depth: int) -> Iterator[SeenHead]:
    if not isinstance(value, Tensor) or depth > 200:
        yield _ended(seen, value.why if isinstance(value, Unknown) else "")
        return
    step = value.step
    before = value.inputs[0] if value.inputs else Unknown()
    if isinstance(step, Opaque):
        yield _ended(seen, step.why)
        return
    while step.name in ("TimeDistributed", "Bidirectional") and isinstance(step.arguments.get("layer"), Layer):
        inner = step.arguments["layer"]
        assert isinstance(inner, Layer)
        if step.name == "Bidirectional":
            inner = _doubled(inner)
        step = inner
    if step.name == "TimeDistributed" and isinstance(step.arguments.get("layer"), Ref):
        ends = models.outputs_of(run, step.arguments["layer"])
        yield from _walked(run, ends[0] if ends and len(ends) == 1 else Unknown(), seen, depth + 1)
        return
    if step.name in TRANSPARENT:
        yield from _walked(run, before, _reshaped(run, step, seen), depth + 1)
    elif step.name in ("Activation", *ACTIVATION_LAYERS):
        yield from _through_activation(run, step, before, seen, depth)
    elif step.name in WEIGHTED:
        yield from _weights(run, step, seen, depth)
    elif step.name in NOISY:
        changed = seen
        if seen.activation is None and not seen.after:
            changed = replace(seen, after=step.name, after_node=step.node, name=seen.name or _name(step))
        yield from _walked(run, before, changed, depth + 1)
    elif step.name == "Lambda" and isinstance(step.arguments.get("function"), Function):
        result = calls.follow(run, step.arguments["function"], (before,), {})
        yield from _walked(run, result, seen, depth + 1)
    elif step.name == "Input" and seen.activation is None:
        yield _ended(seen, "")
    else:
        yield _ended(seen, f"it ends in {step.name}")


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
            yield from _walked(run, calls.follow(run, option, (before,), {}), seen, depth + 1)
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
        result = calls.follow(run, given, (Tensor(plain, ()),), {})
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
