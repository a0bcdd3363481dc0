"""What fit() is given beside inputs and labels: weights, and callbacks that watch what is logged."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.seen import Logged, Place, Training, Watch, Weights

from .arrays import Array
from .met import Event
from .pairing import metrics_of, names_of
from .places import is_here
from .run import Run
from .values import NOTHING, Constant, Function, KerasObject, Symbol, Unknown, Value, constant
from .world import DictState, ListState

Named = dict[str, Value]
WATCHING = "callback"
CALLS_BACK = "LambdaCallback"  # of Keras, and does what the program says
DIRECTIONS = ("auto", "min", "max")


def training(run: Run, named: Named, node: ast.Call, more: bool) -> Training:
    """What a call of fit() was given; `more` where it has arguments that are not known."""
    places = {each.arg: each.value for each in node.keywords}
    batch = constant(named.get("batch_size", NOTHING))
    return Training(
        class_weight=_weights(run, named.get("class_weight", NOTHING), _written(places, "class_weight")),
        sample_weight=_place(run, named, places, "sample_weight"),
        sample_axes=_axes(named.get("sample_weight", NOTHING)),
        validated=None if more else not {"validation_data", "validation_split"}.isdisjoint(named),
        batch=batch if isinstance(batch, int) else None,
        watches=tuple(_watches(run, named.get("callbacks", NOTHING))) if is_here(node) else (),
    )


def _axes(value: Value) -> int | None:
    """How many axes an array has."""
    return len(value.shape) if isinstance(value, Array) and value.shape is not None else None


def _place(run: Run, named: Named, places: dict[str | None, ast.expr], name: str) -> Place | None:
    return run.text.at(_written(places, name)) if named.get(name, NOTHING) != NOTHING else None


def _written(places: dict[str | None, ast.expr], name: str) -> ast.expr | None:
    """Where an argument is written, or the dict with two stars that it came in."""
    return places.get(name, places.get(None))


def _weights(run: Run, value: Value, node: ast.AST | None) -> Weights | None:
    """Weights of classes with their keys, where these are known."""
    at = run.text.at(node)
    if at is None or value == NOTHING:
        return None
    state = run.world.state(value)
    if isinstance(state, DictState):
        run.made(len(state.items))
        return Weights(at, None if state.open else tuple(state.items))
    if isinstance(state, ListState) or isinstance(value, Array) or run.world.items(value) is not None:
        return Weights(at, form="list")
    return Weights(at, form="text" if isinstance(constant(value), str) else "")


def _watches(run: Run, value: Value) -> Iterator[Watch]:
    """The callbacks in a list that watch something that is known."""
    state = run.world.state(value)
    items = state.items if isinstance(state, ListState) else run.world.items(value) or (value,)
    run.made(len(items))
    others = not all(map(_is_of_keras, items)) or (isinstance(state, ListState) and state.open)
    for each in items:
        if isinstance(each, KerasObject) and each.kind == WATCHING and each.name in run.libraries.callbacks:
            yield from _watch(run, each, others)


def _is_of_keras(callback: Value) -> bool:
    """Whether a callback is one of Keras that logs nothing of its own."""
    return isinstance(callback, KerasObject) and callback.kind == WATCHING and callback.name != CALLS_BACK


def _watch(run: Run, callback: KerasObject, others: bool) -> Iterator[Watch]:
    known, given = run.libraries.callbacks[callback.name], callback.arguments
    needed = known.only_with
    if needed and constant(given.get(needed, Constant(False))) is not True:
        return
    monitor = given.get("monitor", Constant(known.watches))
    mode = constant(given.get("mode", Constant("auto")))
    at = run.text.at(getattr(monitor, "node", None)) or run.text.at(callback.node)
    name = constant(monitor)
    if at is not None and isinstance(name, str) and mode in DIRECTIONS:
        yield Watch(callback.name, name, str(mode), at, others)


def logged(run: Run, event: Event) -> tuple[Logged, ...] | None:
    """What fit() logs of the model, but for the names in front of `val_`; None where that is not known."""
    outputs = event.outputs
    if outputs is None or event.starred or event.own_step or "weighted_metrics" in event.given:
        return None
    loss = Logged("loss", "loss")
    if len(outputs) == 1:
        own = _logged(run, metrics_of(event))
        return None if own is None else (loss, *own)
    names = names_of(run, event)
    if not all(names):
        return None
    found = [loss, *(Logged(f"{name}_loss", "loss") for name in names)]
    for number, name in enumerate(names):
        own = _logged(run, _of_one(run, metrics_of(event), number, names))
        if own is None:
            return None
        found += [replace(each, name=f"{name}_{each.name}") for each in own]
    return tuple(found)


def _of_one(run: Run, metrics: Value, number: int, names: list[str]) -> Value:
    state, items = run.world.state(metrics), run.world.items(metrics)
    if isinstance(state, DictState) and not state.open:
        return state.items.get(names[number], NOTHING)
    if items is not None and len(items) == len(names):
        return items[number]
    return metrics if metrics == NOTHING else Unknown()


def _logged(run: Run, metrics: Value) -> list[Logged] | None:
    """The names of the metrics of one output; None where one of them is not known."""
    if metrics == NOTHING:
        return []
    items = run.world.items(metrics)
    if items is None:
        items = (metrics,) if isinstance(metrics, (Constant, KerasObject, Symbol, Function)) else None
    found = [_name(run, each) for each in items or ()]
    if items is None or None in found:
        return None
    return [each for each in found if each is not None]


def _name(run: Run, metric: Value) -> Logged | None:
    """Under which name a metric is logged."""
    if isinstance(metric, Constant) and isinstance(metric.value, str):
        return Logged(metric.value, metric.value)
    if isinstance(metric, KerasObject) and metric.kind == "metric":
        if not run.libraries.is_known("metric", metric.name):
            return None
        named, given = metric.arguments.get("name"), _given(metric)
        name = constant(named)
        if named is None:
            return Logged("", metric.name, True, given)
        return Logged(name, metric.name, False, given) if isinstance(name, str) else None
    if isinstance(metric, Function) and not isinstance(metric.node, ast.Lambda):
        return Logged(metric.node.name, "")
    if isinstance(metric, Symbol) and metric.path.startswith("keras.") and metric.name.islower():
        return Logged(metric.name, metric.name)
    return None


def _given(metric: KerasObject) -> frozenset[str]:
    """The arguments of a metric that are more than None."""
    return frozenset(name for name, value in metric.arguments.items() if value != NOTHING)
