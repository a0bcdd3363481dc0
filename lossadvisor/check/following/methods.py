"""Methods of what the checker knows itself: models, lists, dicts, arrays, texts."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from . import (
    choices,
    collecting,
    datasets,
    fitting,
    frameworks,
    generators,
    kept,
    labelled,
    layers,
    models,
    stepping,
    stored,
    tensors,
    tools,
    unbounded,
    widths,
    writing,
)
from .arrays import Array
from .dispatch import evaluate
from .met import Fit, Given
from .run import Run
from .values import (
    NOTHING,
    Bound,
    Constant,
    Dataset,
    KerasObject,
    Layer,
    Opaque,
    Predicted,
    Ref,
    Stored,
    Tensor,
    Tuple,
    Unknown,
    Value,
    constant,
)
from .world import DictState, ListState, ModelState, ObjectState

Named = dict[str, Value]
DATA = {"x", "generator", "validation_data"}
COMPILE_ARGUMENTS = {"loss", "optimizer", "metrics"}


def call(
    run: Run, bound: Bound, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> Value:
    """What a method returns, and what it does to its owner."""
    owner, name = bound.owner, bound.name
    if isinstance(owner, Ref):
        return _of_state(run, owner, name, positional, named, node, more)
    if isinstance(owner, (Array, Dataset)):
        return _of_data(run, owner, name, positional, named)
    if isinstance(owner, Constant) and isinstance(owner.value, str):
        run.copied(len(owner.value))
        return _of_text(owner.value, name, positional)
    if isinstance(owner, Layer):
        return Tensor(owner, positional[:1]) if name in ("call", "__call__") else Unknown()
    if isinstance(owner, KerasObject):
        return tools.of_tool(run, owner, name, positional, named, node)
    if isinstance(owner, Predicted):
        return of_predictions(run, owner, name, positional, named, node)
    if isinstance(owner, Tensor):
        return _of_tensor(run, owner, name, positional, named, node, more)
    if isinstance(owner, Unknown):
        return _of_unknown(run, owner, name, positional, named, node, more)
    return stored.method(owner, name, positional) if isinstance(owner, Stored) else Unknown()


def _of_data(
    run: Run, owner: Array | Dataset, name: str, positional: tuple[Value, ...], named: Named
) -> Value:
    if isinstance(owner, Array):
        return labelled.method(run, owner, name, positional, named)
    return datasets.method(run, owner, name, positional, named)


def _of_state(
    run: Run, owner: Ref, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> Value:
    state = run.world.state(owner)
    if isinstance(state, ModelState) or (isinstance(state, ObjectState) and state.keras):
        return _of_model(run, owner, name, positional, named, node, more)
    if isinstance(state, ListState):
        _taken_away(run, name, node)
        return collecting.of_list(run, owner, state, name, positional)
    if isinstance(state, DictState):
        return collecting.of_dict(run, owner, state, name, positional, named)
    return Unknown()


def _taken_away(run: Run, name: str, node: ast.Call) -> None:
    """A change to the list of the layers of a model, which changes the model in old versions of Keras."""
    layers = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in ("pop", "append", "insert", "remove") and getattr(layers, "attr", "") == "layers":
        models.lost(run, evaluate(run, layers.value), node)  # type: ignore[union-attr]


def _of_tensor(
    run: Run,
    owner: Tensor,
    name: str,
    positional: tuple[Value, ...],
    named: Named,
    node: ast.Call,
    more: bool,
) -> Value:
    """A method of what came out when something got a tensor; what is compiled is a model all the same."""
    if name != "compile":
        return tensors.method(run, owner, name, positional, node)
    model = Unknown(owner.step.why if isinstance(owner.step, Opaque) else "")
    return _of_unknown(run, model, name, positional, named, node, more)


def _of_unknown(
    run: Run,
    owner: Unknown,
    name: str,
    positional: tuple[Value, ...],
    named: Named,
    node: ast.Call,
    more: bool,
) -> Value:
    """A method of something unknown, which is a model where it is compiled or given a layer."""
    if name in run.libraries.now("offers-values"):
        return choices.of_tuner(run, name, positional, named)
    by_optimizer = bool(positional) and str(constant(positional[0])).lower() in run.libraries.names(
        "optimizers"
    )
    if name == "compile" and (by_optimizer or COMPILE_ARGUMENTS & named.keys()):
        if frameworks.is_others(run, owner, positional, named):
            return Unknown()
        return models.compiled(run, owner, positional, named, node, more)
    target = node.func.value if isinstance(node.func, ast.Attribute) else None
    is_layer = name == "add" and positional and isinstance(positional[0], Layer)
    if is_layer and isinstance(target, ast.Name) and run.lookup(target.id) is None:
        # a piece of a program; what came before does not matter
        model = run.new(ModelState("Sequential", (Unknown(),)))
        run.bind(target.id, model)
        models.add(run, model, positional[0])
    return Unknown()


def _of_model(
    run: Run, owner: Ref, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> Value:
    if name == "compile":
        return models.compiled(run, owner, positional, named, node, more)
    if name in run.libraries.names("predicts"):
        event = models.event_of(run, owner)
        return Predicted(event.number) if event else Unknown()
    if name in run.libraries.names("makes-weights"):
        return unbounded.weights(run, positional, named, node)
    if name == "stateless_call":
        return Tuple((_first_output(run, owner), Unknown()))
    if name == "get_layer":
        return layers.named(run, owner, positional, named)
    if name in ("call", "__call__"):
        return _first_output(run, owner)
    if name == "save":
        kept.saved(run, owner, positional, named)
    stepping.uses_compiled(run, name, positional, named)
    if name in run.libraries.names("fits"):
        _fit(run, owner, positional, named, node, more)
        return Unknown()
    _grow(run, owner, name, positional, named)
    return NOTHING if name in ("add", "pop", "__init__", "summary", "build") else Unknown()


def _first_output(run: Run, owner: Ref) -> Value:
    ends = models.outputs_of(run, owner)
    return ends[0] if ends and len(ends) == 1 else Unknown()


def _grow(run: Run, owner: Ref, name: str, positional: tuple[Value, ...], named: Named) -> None:
    """Methods that change a model."""
    state = run.world.state(owner)
    model = state.model if isinstance(state, ObjectState) else owner
    if name in ("load_weights", "set_weights"):
        run.loaded.add(owner.number)
    elif model is None:
        return
    elif name == "__init__" and isinstance(state, ObjectState):
        models.begin(run, model, state.keras, positional, named)
    elif name == "add":
        models.add(run, model, positional[0] if positional else named.get("layer", Unknown()))
    elif name == "pop":
        models.pop(run, model)


def _fit(
    run: Run, owner: Ref, positional: tuple[Value, ...], named: Named, node: ast.Call, more: bool
) -> None:
    given = {**dict(zip(("x", "y"), positional, strict=False)), **named}
    for name in DATA & given.keys():
        given[name] = generators.of(run, given[name])
    labels = _itself(given) if _same(node) else _labels(given)
    inputs = given.get("x", NOTHING)
    fit = Fit(
        inputs=inputs.inputs or NOTHING if isinstance(inputs, Dataset) else inputs,
        labels=_as_given(run, labels),
        checked=_as_given(run, _labels_of_pair(run, given.get("validation_data", NOTHING))),
        besides=fitting.training(run, named, node, more),
    )
    models.fitted(run, owner, fit, node)
    kept.by_callbacks(run, owner, named.get("callbacks", NOTHING))


def _as_given(run: Run, labels: Value) -> Given:
    """Labels as they are now, whatever becomes of the list or dict that they stand in."""
    state, items = run.world.state(labels), run.world.items(labels)
    if isinstance(state, DictState):
        run.made(len(state.items))
        return {} if state.open else {str(key): each for key, each in state.items.items()}
    if items is not None and not any(isinstance(each, Array) for each in items):
        return writing.array(run, labels) or Unknown()
    return Tuple(items) if items is not None else labels


def _same(node: ast.Call) -> bool:
    """Whether fit() is given the same name for inputs and labels."""
    given = [*node.args, *(each.value for each in node.keywords if each.arg in ("x", "y"))][:2]
    names = [each.id for each in given if isinstance(each, ast.Name)]
    return len(names) == 2 and names[0] == names[1]


def _labels(given: Named) -> Value:
    """What fit() is given as labels: `y`, or those inside a data set."""
    if "y" in given and given["y"] != NOTHING:
        return given["y"]
    first = given.get("x", given.get("generator", Unknown()))
    return datasets.taken(first) if isinstance(first, Dataset) else Unknown()


def _itself(given: Named) -> Value:
    """The inputs as labels."""
    inputs = given.get("x", NOTHING)
    return replace(inputs if isinstance(inputs, Array) else Array(), meant="input", source="the input itself")


def _labels_of_pair(run: Run, value: Value) -> Value:
    """The labels in what is given as validation_data."""
    if isinstance(value, Dataset):
        return datasets.taken(value)
    pair = run.world.items(value)
    return pair[1] if pair and len(pair) in (2, 3) else NOTHING


def _of_text(text: str, name: str, positional: tuple[Value, ...]) -> Value:
    given = [constant(each) for each in positional]
    if name in ("startswith", "endswith") and len(given) == 1 and isinstance(given[0], str):
        return Constant(getattr(text, name)(given[0]))
    changed = {"lower": text.lower, "upper": text.upper, "strip": text.strip, "title": text.title}
    return Constant(changed[name]()) if name in changed and not given else Unknown()


def _rows_split(run: Run, owner: Predicted, node: ast.Call) -> None:
    """Whole rows of predictions that have become answers number by number."""
    if owner.answered and not owner.moved:
        widths.decoded(run, "rows", owner, node)


def of_predictions(
    run: Run, owner: Predicted, name: str, positional: tuple[Value, ...], named: Named, node: ast.Call
) -> Value:
    """What a method of predictions returns, or a function of NumPy that they are given to."""
    axis = constant(named.get("axis", positional[0] if positional else NOTHING))
    if name == "argmax" and axis in (1, -1) and not owner.moved:  # over the units
        widths.decoded(run, "argmax", owner, node)
    if name in ("round", "rint", "around") and not positional and "decimals" not in named:
        widths.decoded(run, "threshold", owner, node)
        owner = replace(owner, answered=True)
        _rows_split(run, owner, node)
        return owner
    if name in ("astype", "cast") or (name == "where" and len(positional) == 2):
        _rows_split(run, owner, node)
    if name in run.libraries.names("squeezes"):
        widths.decoded(run, "squeezed", owner, node, name)
    if name in ("squeeze", "flatten", "ravel", "reshape"):
        return Predicted(owner.event, moved=True)
    return owner if name in ("numpy", "asarray", "array", "astype") else Unknown()
