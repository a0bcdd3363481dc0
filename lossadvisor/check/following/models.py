"""Keras models as they grow: Sequential, functional, and what compile() and fit() are given."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from . import arguments, conditions, elsewhere, functions, headless
from .met import Event, Fit
from .places import SPAN, is_here
from .run import Run
from .values import (
    NOTHING,
    Class,
    Constant,
    Function,
    Layer,
    Opaque,
    Ref,
    Symbol,
    Tensor,
    Tuple,
    Unknown,
    Value,
)
from .ways import each_way
from .world import DictState, ListState, ModelState, ObjectState

NOWHERE = SPAN  # a line that no file has
AUTO = Constant("auto")
INPUT = Tensor(Layer("Input", {}, ast.Constant(None)))
Named = dict[str, Value]


def inputs(run: Run, positional: tuple[Value, ...], named: Named) -> Tensor:
    """What goes into a model, with the shape that is told of it."""
    told = {key: value for key, value in named.items() if key in ("shape", "batch_shape")}
    if positional:
        told["shape"] = positional[0]
    sizes = {key: run.world.items(value) for key, value in told.items()}
    shapes: Named = {key: Tuple(items) for key, items in sizes.items() if items is not None}
    return Tensor(Layer("Input", shapes, ast.Constant(None))) if shapes else INPUT


def begin(run: Run, model: Ref, kind: str, positional: tuple[Value, ...], named: Named) -> None:
    """Fill a new model from the arguments of its class."""
    names = ("layers", "name") if kind == "Sequential" else ("inputs", "outputs", "name")
    given = dict(zip(names, positional, strict=False)) | named
    if kind == "Sequential":
        run.world.heap[model.number] = ModelState(kind, (INPUT,))
        _add_all(run, model, given.get("layers", NOTHING))
        return
    outputs = given.get("outputs", given.get("output"))
    if outputs is not None:
        of_outputs, ends = named_outputs(run, outputs)
        state = run.world.state(outputs)
        some = state.items if ends is None and isinstance(state, ListState) else ()
        run.world.heap[model.number] = ModelState(kind, ends, of_outputs, some=some)


def _add_all(run: Run, model: Ref, layers: Value) -> None:
    if layers == NOTHING:
        return
    items = run.world.items(layers)
    state = run.world.state(layers)
    if items is None:
        tail = state.items if isinstance(state, ListState) else ()
        _append(run, model, Tensor(Opaque("its layers come from elsewhere", ast.Constant(None))))
        items = tail
    for each in items:
        run.tick(4)
        add(run, model, each)


def named_outputs(run: Run, value: Value) -> tuple[tuple[str, ...], tuple[Value, ...] | None]:
    """The outputs of a functional model, and their names where they stand in a dict."""
    state = run.world.state(value)
    if isinstance(state, DictState):
        run.made(len(state.items))
        return tuple(map(str, state.items)), None if state.open else tuple(state.items.values())
    items = run.world.items(value)
    if items is not None:
        return (), items
    if isinstance(state, ListState):
        return (), None
    return (), (value,)


def add(run: Run, model: Ref, layer: Value) -> None:
    """Put `layer` at the end of a Sequential model."""
    state = run.world.state(model)
    if isinstance(state, ModelState) and state.outputs:
        before = state.outputs[-1]
        _append(run, model, each_way(run, layer, lambda each: _after(run, before, each)))


def _append(run: Run, model: Ref, end: Value) -> None:
    state = run.world.state(model)
    if isinstance(state, ModelState):
        run.world.heap[model.number] = replace(state, outputs=(end,))


def _after(run: Run, before: Value, layer: Value) -> Value:
    """What comes out when `layer`, which may be a model or a function of the program, follows `before`."""
    if isinstance(layer, Layer):
        return Tensor(layer, (before,))
    if isinstance(layer, Tensor):  # Input in a list of layers
        return layer if before is INPUT else before
    state = run.world.state(layer)
    if isinstance(state, (ModelState, ObjectState)) and isinstance(layer, Ref):
        run.inside.add(layer.number)
        own = _own_call(run, layer)
        ends = outputs_of(run, layer) if own is None else _put_out(run, own, before)
        if ends and len(ends) == 1:
            return fed(run, ends[0], before) if own is None else ends[0]
    why = layer.why if isinstance(layer, Unknown) else ""
    return Tensor(Opaque(why or "one of its layers is not in this file", ast.Constant(None)), (before,))


def fed(run: Run, end: Value, given: Value) -> Value:
    """What a model that ends in `end` puts out when it is called on `given`; its weights need no input."""
    passed: list[Layer | Opaque] = []
    inner = end
    while isinstance(inner, Tensor) and isinstance(inner.step, Layer) and isinstance(given, Tensor):
        run.tick()
        if inner.step.name == "Input":
            return _through(passed, given)
        if run.libraries.does(inner.step.name) == "holds-weights" or len(inner.inputs) != 1:
            break
        passed.append(inner.step)
        inner = inner.inputs[0]
    return _through(passed, inner) if passed else end


def _through(steps: list[Layer | Opaque], given: Value) -> Value:
    """What comes out of the last of these steps, which are told backwards."""
    for step in reversed(steps):
        given = Tensor(step, (given,))
    return given


def pop(run: Run, model: Ref) -> None:
    """Take the last layer away."""
    state = run.world.state(model)
    if isinstance(state, ModelState) and state.outputs:
        last = state.outputs[-1]
        before = last.inputs[0] if isinstance(last, Tensor) and last.inputs else Unknown()
        run.world.heap[model.number] = replace(state, outputs=(before,))


def lost(run: Run, model: Value, node: ast.AST) -> None:
    """Its layers were changed in a way that cannot be followed."""
    state = run.world.state(model)
    if isinstance(state, ModelState) and isinstance(model, Ref):
        end = Tensor(Opaque("its list of layers is changed", node), state.outputs or ())
        run.world.heap[model.number] = replace(state, outputs=(end,))


def outputs_of(run: Run, value: Value, training: bool = True) -> tuple[Value, ...] | None:
    """What a model puts out, one value for each output; None where that is not known.

    A model of the program's own may put out something else in `training`.
    """
    state = run.world.state(value)
    if isinstance(state, ModelState):
        return state.outputs
    if not isinstance(state, ObjectState):
        return None
    own = _own_call(run, value)
    if own is not None:
        return _put_out(run, own, INPUT, training)
    inner = run.world.state(state.model) if state.model else None
    return inner.outputs if isinstance(inner, ModelState) else None


def _own_call(run: Run, value: Value) -> Function | None:
    """What an instance of a class of the program does when it is called; None where that is not written."""
    state = run.world.state(value)
    if not isinstance(state, ObjectState):
        return None
    own = functions.method(state.made_of, "call", value) or functions.method(state.made_of, "__call__", value)
    return own if isinstance(own, Function) else None


def _put_out(run: Run, own: Function, given: Value, training: bool = True) -> tuple[Value, ...] | None:
    """What a layer or model of the program's own makes of what it is given."""
    if isinstance(own.owner, Ref):
        functions.built(run, own.owner)
    named: Named = {"training": Constant(training)} if _asks(own) else {}
    return named_outputs(run, functions.follow(run, own, (given,), named))[1]


def _asks(function: Function) -> bool:
    """Whether a function is told that a model is in training."""
    spec = function.node.args
    return any(each.arg == "training" for each in (*spec.args, *spec.kwonlyargs))


def predicted_by(run: Run, event: Event) -> tuple[Value, ...] | None:
    """What the model of an event puts out when it predicts."""
    state = run.world.state(event.model)
    own = functions.method(state.made_of, "call", event.model) if isinstance(state, ObjectState) else None
    asks = isinstance(own, Function) and _asks(own)
    return outputs_of(run, event.model, training=False) if asks else event.outputs


def compiled_nowhere(run: Run, model: Value, loss: Value) -> None:
    """Remember that a model comes compiled, by no line of the program; it is told where that is trained."""
    place = {"lineno": NOWHERE, "end_lineno": NOWHERE, "col_offset": 0, "end_col_offset": 0}
    compiled(run, model, (), {"loss": loss}, ast.Call(ast.Constant(None), [], [], **place), False)
    run.events[-1].concerns = False


def _is_of_keras(run: Run, model: Value) -> bool:
    """Whether compile() is surely that of Keras: packages and classes of the program may have their own."""
    state = run.world.state(model)
    if isinstance(state, ObjectState):
        return bool(state.keras) and all(
            base.path.startswith("keras.") if isinstance(base, Symbol) else isinstance(base, Class)
            for base in functions.lineage(state.made_of)
        )
    return isinstance(state, ModelState) and state.kind in ("Sequential", "Model")


def compiled(
    run: Run, model: Value, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> Value:
    """Remember a compile() call with the model as it is now."""
    if _is_of_keras(run, model):
        arguments.judge_compile(run, named, node)
    given = dict(zip(("optimizer", "loss", "third"), positional, strict=False))
    given.update(named)
    own = run.own_losses.get(model.number) if isinstance(model, Ref) else None
    if own is not None and not more and given.get("loss", AUTO) == AUTO:
        given["loss"] = own
    event = Event(node, model, given, run.world, len(run.events), more)
    event.loops = tuple(run.loops)
    event.assumed = run.assumed
    event.asked = isinstance(model, Ref) and model.number in run.asked
    run.events.append(event)
    event.outputs = outputs_of(run, model)
    if event.outputs is not None and run.assumed:
        event.outputs = tuple(conditions.possible(run, each) for each in event.outputs)
    if event.outputs is not None:
        event.outputs = tuple(headless.left_out(run, each) for each in event.outputs)
    if not is_here(node):
        event.at = run.here
        event.concerns = run.here is not None and elsewhere.comes_from_here(run, event)
    event.world = run.world
    run.keeps(run.world)
    ref = _state_ref(run, model)
    state = run.world.state(ref) if ref else None
    if ref and isinstance(state, ModelState):
        event.some = state.some
        run.world.heap[ref.number] = replace(state, event=event.number)
    return NOTHING


def _state_ref(run: Run, model: Value) -> Ref | None:
    state = run.world.state(model)
    if isinstance(state, ObjectState):
        return state.model
    return model if isinstance(model, Ref) else None


def event_of(run: Run, model: Value) -> Event | None:
    """The compile() that `model` went through last."""
    ref = _state_ref(run, model)
    state = run.world.state(ref) if ref else None
    if isinstance(state, ModelState) and state.event is not None:
        return run.events[state.event]
    return None


def fitted(run: Run, model: Value, fit: Fit, node: ast.Call) -> None:
    """Remember what a model is trained on, and what else fit() got."""
    event = event_of(run, model)
    if event is not None:
        known = not isinstance(fit.labels, Unknown) or event.node.lineno == NOWHERE
        if is_here(node) and not is_here(event.node) and known:
            event.at, event.concerns = event.at or node, True
        event.labels.append(fit.labels)
        event.inputs.append(fit.inputs)
        if fit.checked != NOTHING:
            event.checked.append(fit.checked)
            event.checked_at = next(
                (each.value for each in node.keywords if each.arg == "validation_data"), None
            )
        event.fits.append(fit.besides)
