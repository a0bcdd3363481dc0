"""What a call does: functions and classes of the program are followed, what Keras offers is known."""

from __future__ import annotations

import ast
from types import NoneType

from . import functions, layers, libraries, losses, methods, models, records
from .names import MODELS
from .run import Run
from .values import (
    Bound,
    Class,
    Constant,
    Function,
    KerasObject,
    Layer,
    Opaque,
    Partial,
    Predicted,
    Ref,
    Super,
    Symbol,
    Tensor,
    Unknown,
    Value,
)
from .world import ListState, ModelState, ObjectState

Named = dict[str, Value]


def call(
    run: Run, callee: Value, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool = False
) -> Value:
    """What calling `callee` returns; `more` where arguments are given that are not known."""
    if isinstance(callee, Symbol):
        if callee.path == "builtins.super":
            return _super(run, positional)
        losses.differentiated(run, callee, positional)
        return libraries.call(run, callee, positional, named, node, more)
    if isinstance(callee, Function):
        if functions.refuses(callee, named):
            return Unknown("it gets an argument that it does not accept")
        return functions.follow(run, callee, positional, named)
    if isinstance(callee, Bound):
        if isinstance(callee.owner, KerasObject):
            run.gave_away(callee.owner)  # such as a metric that the program updates itself
        return methods.call(run, callee, positional, named, node, more)
    if isinstance(callee, Class):
        return _instance(run, callee, positional, named)
    if isinstance(callee, Partial):
        return call(
            run, callee.function, (*callee.positional, *positional), {**callee.named, **named}, node, more
        )
    return _applied(run, callee, positional, named, node)


def _applied(run: Run, callee: Value, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Value:
    given = positional or tuple(named.values())
    on_tensor = bool(given) and isinstance(given[0], Tensor)
    if on_tensor and isinstance(callee, Constant) and isinstance(callee.value, (str, NoneType)):
        return Tensor(Layer("Activation", {"activation": callee}, node), given[:1])  # by activations.get()
    if isinstance(callee, Layer):
        own = run.libraries.activation(callee.name)
        if own and given and isinstance(given[0], Predicted):
            return methods.of_predictions(run, given[0], own, (), {}, node)
        found = Tensor(callee, given[:1])
        layers.put_out(run, found)
        return found
    if isinstance(callee, Ref):
        return _called_model(run, callee, positional, named, node)
    if isinstance(callee, KerasObject):
        run.gave_away(callee)  # a training loop of the program's own, perhaps
        return losses.applied(run, callee, positional, named, node) if callee.kind == "loss" else Unknown()
    return functions.opaque(run, callee, given, node)


def _called_model(
    run: Run, callee: Ref, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value:
    state = run.world.state(callee)
    if any(isinstance(each, Tensor) for value in positional for each in functions.parts(run, value)):
        run.inside.add(callee.number)
    if isinstance(state, ObjectState):
        for name in ("call", "__call__", "forward"):
            found = functions.method(state.made_of, name, callee)
            if isinstance(found, Function):
                functions.built(run, callee)
                result = functions.follow(run, found, positional, named)
                if not isinstance(result, Unknown) or not state.keras:
                    return result
                return Tensor(Opaque(result.why or f"{state.made_of.name} cannot be followed", node))
        if state.model is not None:
            return _called_model(run, state.model, positional, named, node)
    if isinstance(state, ModelState):
        if not state.outputs:
            return Tensor(Opaque("the model inside it cannot be followed", node))
        given = positional[0] if positional else Unknown()
        return (
            models.fed(run, state.outputs[0], given)
            if len(state.outputs) == 1
            else run.new(ListState(state.outputs))
        )
    return functions.opaque(run, Unknown(), positional, node)


def _instance(run: Run, made_of: Class, positional: tuple[Value, ...], named: Named) -> Value:
    keras = functions.keras_base(made_of)
    model = run.new(ModelState(keras, None)) if keras in MODELS else None
    ref = run.new(ObjectState(made_of, {}, keras, model, records.row(made_of)))
    start = functions.method(made_of, "__init__", ref)
    if isinstance(start, Function):
        run.called.add(id(start.node))
        functions.follow(run, start, positional, named)
    elif model is not None:
        models.begin(run, model, keras, positional, named)
    elif positional or named:
        given = records.filled(run, made_of, positional, named)
        run.world.heap[ref.number] = ObjectState(made_of, given, keras, model, records.row(made_of))
    return ref


def _super(run: Run, positional: tuple[Value, ...]) -> Value:
    defined_in = run.methods[-1]
    if isinstance(positional[0] if positional else None, Class):
        defined_in = positional[0]  # type: ignore[assignment]
    first = next(iter(run.world.scope(run, run.frame).whole().values()), Unknown())
    return Super(first, defined_in) if defined_in is not None else Unknown()
