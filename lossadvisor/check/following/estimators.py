"""Wrappers that make estimators of scikit-learn of models, and searches that try them with several values."""

from __future__ import annotations

import ast

from . import functions, models
from .choices import offered
from .run import Run
from .values import Constant, Function, KerasObject, Ref, Symbol, Unknown, Value
from .world import DictState

Named = dict[str, Value]
MODEL = ("model", "build_fn")
ROUTED = ("model__", "build_fn__")
OF_LOSS = "loss__"
COMPILED = ("loss", "metrics", "optimizer")
GRIDS = ("param_grid", "param_distributions", "search_spaces")


def made(run: Run, path: str, positional: tuple[Value, ...], named: Named, node: ast.Call) -> Value | None:
    """The estimator that a wrapper makes, or what a search of scikit-learn is; None for anything else."""
    if path in run.libraries.names("estimators") or path in run.libraries.names("estimators-that-compile"):
        estimator = KerasObject(
            "estimator", path, {**dict(zip(MODEL, positional, strict=False)), **named}, node
        )
        _build(run, estimator, {})
        return estimator
    place = run.libraries.now("offers-anywhere").get(path)
    if place is not None and len(positional) > int(place):
        return offered(run, positional[int(place)])
    values = run.libraries.now("tries-functions").get(path)
    if values is not None:
        _try(run, values, positional, named)
    if path.rpartition(".")[2] in run.libraries.names("searches"):
        _search(run, positional, named)
    return None


def _try(run: Run, values: str, positional: tuple[Value, ...], named: Named) -> None:
    """Call a function of the program with a dictionary, in which lists are values to be tried."""
    given = (*positional, *named.values())
    function = next((each for each in given if isinstance(each, Function)), None)
    several = (named.get(values, Unknown()), *positional)
    state = next(filter(None, map(run.world.state, several)), None)
    if function is None or not isinstance(state, DictState):
        return
    run.made(len(state.items))
    chosen = {
        key: each if run.world.items(each) is None else offered(run, each, f"a dictionary: {key}")
        for key, each in state.items.items()
    }
    spec = function.node.args
    before = (Unknown(),) * (len(spec.posonlyargs) + len(spec.args) - 1)
    functions.follow(run, function, (*before, run.new(DictState(chosen, state.open))), {})


def _search(run: Run, positional: tuple[Value, ...], named: Named) -> None:
    """Make the model of an estimator with each of the values that it is tried with."""
    estimator = positional[0] if positional else named.get("estimator")
    grids = (*positional[1:2], *(named[name] for name in GRIDS if name in named))
    state = run.world.state(grids[0]) if grids else None
    if isinstance(estimator, KerasObject) and isinstance(state, DictState):
        run.made(len(state.items))
        chosen = {str(key): offered(run, values, f"a search: {key}") for key, values in state.items.items()}
        _build(run, estimator, chosen)


def _build(run: Run, estimator: KerasObject, chosen: Named) -> None:
    given = {**estimator.arguments, **chosen}
    function = next((given[name] for name in MODEL if name in given), Unknown())
    if isinstance(function, Function):
        model = functions.follow(run, function, (), {_argument(name): each for name, each in given.items()})
    else:
        model = function
    compiles = estimator.name in run.libraries.names("estimators-that-compile")
    if compiles and isinstance(model, Ref) and models.event_of(run, model) is None:
        named = {name: given[name] for name in COMPILED if name in given}
        if "loss" in named:
            named["loss"] = _loss(given, named["loss"])
        models.compiled(run, model, (), named, estimator.node, False)  # type: ignore[arg-type]


def _argument(name: str) -> str:
    """The argument of the function that an argument of the wrapper is handed on to."""
    for prefix in ROUTED:
        name = name.removeprefix(prefix)
    return name


def _loss(given: Named, loss: Value) -> Value:
    """A loss with the arguments that are meant for it."""
    own = {name.removeprefix(OF_LOSS): value for name, value in given.items() if name.startswith(OF_LOSS)}
    if not own:
        return loss
    if isinstance(loss, Symbol) and loss.path.startswith("keras.losses."):
        return KerasObject("loss", loss.name, own, ast.Constant(None))
    return Unknown("its arguments are given elsewhere") if isinstance(loss, (Constant, Symbol)) else loss
