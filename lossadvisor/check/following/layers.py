"""The layers of a model as a program asks for them, and what it changes of a layer that is made already."""

from __future__ import annotations

from .run import Run
from .values import NOTHING, Constant, Layer, Opaque, Ref, Symbol, Tensor, Unknown, Value, constant, options
from .ways import either
from .world import LayerState, ListState, ModelState, ObjectState

MOST = 500  # layers that are looked through for one
CHANGEABLE = {"activation": "activation", "name": "name", "_name": "name"}
AMBIGUOUS = Unknown("a layer that is called more than once")


def of_model(run: Run, model: Ref) -> Ref | None:
    """The list of the layers of a model."""
    state = run.world.state(model)
    if isinstance(state, ObjectState) and state.model is not None:
        state = run.world.state(state.model)
    if not isinstance(state, ModelState) or not state.outputs or len(state.outputs) != 1:
        return None
    found: list[Value] = []
    value = state.outputs[0]
    while isinstance(value, Tensor) and _is_layer(value.step):
        run.tick()
        if value.step.name == "Input":
            begin: tuple[Value, ...] = () if state.kind == "Sequential" else (value,)
            return run.new(ListState((*begin, *reversed(found))))
        found.append(value.step)
        put_out(run, value)
        value = value.inputs[0] if len(value.inputs) == 1 else NOTHING
    return run.new(ListState(tuple(reversed(found)), open=True))


def _is_layer(step: Layer | Opaque) -> bool:
    """Whether a step is a layer that the program made, and no function of Keras."""
    if not isinstance(step, Layer) or step.name in ("Application", "Prediction"):
        return False
    return bool(step.arguments) or step.name != "Reshape"


def put_out(run: Run, tensor: Tensor) -> None:
    """Remember what a layer has put out; of one that is called more than once that is not one thing."""
    before = run.put_out.get(id(tensor.step))
    run.put_out[id(tensor.step)] = tensor if before in (None, tensor) else AMBIGUOUS


def named(run: Run, model: Ref, positional: tuple[Value, ...], given: dict[str, Value]) -> Value:
    """The layer that get_layer() gives."""
    name = positional[0] if positional else given.get("name", NOTHING)
    index = given.get("index", positional[1] if len(positional) > 1 else NOTHING)
    if index != NOTHING:
        layers = of_model(run, model)
        state, at = run.world.state(layers) if layers else None, constant(index)
        items = state.items if isinstance(state, ListState) else ()
        open_ended = isinstance(state, ListState) and state.open
        within = isinstance(at, int) and -len(items) <= at < (0 if open_ended else len(items))
        return items[at] if within and isinstance(at, int) else Unknown()
    state = run.world.state(model)
    outputs = state.outputs if isinstance(state, ModelState) else None
    return _by_name(run, outputs or (), constant(name))


def _by_name(run: Run, outputs: tuple[Value, ...], name: object) -> Value:
    rest: list[Value] = [*outputs]
    known: set[int] = set()
    while rest and len(known) < MOST:
        value = rest.pop()
        run.tick()
        if not isinstance(value, Tensor) or id(value) in known:
            continue
        known.add(id(value))
        if isinstance(value.step, Layer):
            put_out(run, value)
            if name is not None and constant(now(run, value.step).arguments.get("name")) == name:
                return value.step
        for each in value.inputs:
            rest += run.world.items(each) or options(each)
    return Unknown()


def change(run: Run, layer: Layer, name: str, value: Value) -> None:
    """What a program changes of a layer; where it may be left as it was, it is one of two things."""
    argument = CHANGEABLE.get(name)
    if argument is None:
        return
    run.world = run.fork(run.world)  # what was compiled before keeps its world
    before = now(run, layer).arguments
    value = either(run, before.get(argument, NOTHING), value) if run.doubts else value
    run.world.heap[-id(layer)] = LayerState(layer, {**before, argument: value})
    run.changes_layers = True


def now(run: Run, layer: Layer) -> Layer:
    """A layer with what was changed of it."""
    state = run.world.heap.get(-id(layer)) if run.changes_layers else None
    return Layer(layer.name, state.arguments, layer.node) if isinstance(state, LayerState) else layer


def attribute(run: Run, layer: Layer, name: str) -> Value | None:
    """What an attribute of a layer is; None for one that nothing is known of."""
    arguments = now(run, layer).arguments
    tensor = run.put_out.get(id(layer))
    if name == "output" and tensor is not None:
        return tensor
    if name == "input" and isinstance(tensor, Tensor) and len(tensor.inputs) == 1:
        return tensor.inputs[0]
    if name == "activation":
        usual = run.libraries.activation(layer.name) or "linear"
        return either(run, *map(_function, options(arguments.get(name, Constant(usual)))))
    return arguments.get(name)


def _function(activation: Value) -> Value:
    """An activation as an attribute of a layer, where its name has become a function."""
    if activation == NOTHING:
        return Symbol("keras.activations.linear")
    text = constant(activation)
    return Symbol(f"keras.activations.{text}") if isinstance(text, str) else activation
