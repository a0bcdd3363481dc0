"""What compile() and fit() were given, as the waist has it: losses, metrics, labels."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lossadvisor.check.seen import LAST_AXIS, Labels, Loss, Metric, Place, Scalar

from . import encodings
from .arrays import Array
from .losses import ASKS, OF_PACKAGE, of_package
from .met import Applied, Given
from .run import Run
from .values import (
    NOTHING,
    Class,
    Constant,
    Function,
    KerasObject,
    Partial,
    Symbol,
    Tuple,
    Unknown,
    Value,
    constant,
    options,
)
from .world import ListState, ObjectState

UNTOLD = "this file does not show it"
OF_KERAS = ("keras.", "tensorflow.")


def loss(run: Run, value: Value, node: ast.AST) -> Loss:
    """The loss that `value` is."""
    at = run.text.at(node)
    if isinstance(value, Constant):
        if value.value is None:
            return Loss(given=False, at=at)
        text = str(value.value)
        return Loss(text, False, run.text.at(value.node) or at, text, choice=value.choice)
    if isinstance(value, Symbol):
        if value.path.startswith(OF_KERAS):
            return Loss(value.name, value.name.endswith("_with_logits"), at)
        package = of_package(run, value)
        return _of_package(package, at) if package else Loss(at=at, why=f"{value.name} is not in this file")
    if isinstance(value, KerasObject):
        return _loss_object(run, value)
    if isinstance(value, Partial) and isinstance(value.function, (Symbol, Function)):
        inner = loss(run, value.function, node)
        return Loss(inner.keras, _logits(value.named, inner.from_logits), at)
    if isinstance(value, (Function, Class)) or isinstance(run.world.state(value), ObjectState):
        return Loss(at=at)
    return Loss(at=at, why=getattr(value, "why", "") or UNTOLD)


def _loss_object(run: Run, value: KerasObject) -> Loss:
    at, of_logits = run.text.at(value.node), _logits(value.arguments, False)
    if value.kind == OF_PACKAGE:
        return _of_package(value.name, at, of_logits)
    spares = constant(value.arguments.get("ignore_class", NOTHING), True) is not None
    axis = constant(value.arguments.get("axis", Constant(LAST_AXIS)))
    return Loss(value.name, of_logits, at, spares=spares, axis=axis if isinstance(axis, int) else None)


def _of_package(name: str, at: Place | None, of_logits: bool | None = False) -> Loss:
    """A loss of a package, which has more in it than the one of Keras, and takes no other's place."""
    return Loss(name, of_logits, at, inside=True, beside=True)


def called(run: Run, each: Applied, inside: bool = True, beside: bool = False) -> Loss:
    """The loss that the program itself calls, `inside` a loss of its own or a loop."""
    asks = str(constant(each.loss.arguments.get(ASKS), ""))
    return replace(loss(run, each.loss, each.node), inside=inside, beside=beside, asks=asks)


def _logits(arguments: dict[str, Value], usual: bool | None) -> bool | None:
    given = constant(arguments.get("from_logits", Constant(usual)))
    return given if isinstance(given, bool) else None


def metrics(run: Run, value: Value, node: ast.AST) -> tuple[Metric, ...]:
    """The metrics in `value`, those of the program's own left out."""
    items = run.world.items(value)
    state = run.world.state(value)
    if items is None and isinstance(state, ListState):
        items = (*state.held, *state.items)
    return tuple(_metrics(run, items if items is not None else (value,), node))


def _metrics(run: Run, values: tuple[Value, ...], node: ast.AST) -> Iterator[Metric]:
    for value in values:
        if isinstance(value, Constant) and isinstance(value.value, str):
            yield Metric(value.value, f'"{value.value}"', run.text.at(value.node or node), True)
        elif isinstance(value, Symbol) and value.path.startswith("keras.metrics."):
            yield Metric(value.name, value.name, run.text.at(node))
        elif isinstance(value, KerasObject) and value.kind == "metric":
            yield _metric_object(run, value)


def _metric_object(run: Run, value: KerasObject) -> Metric:
    known: dict[str, Scalar] = {}
    for name, argument in value.arguments.items():
        found = constant(argument)
        if isinstance(argument, Constant) and isinstance(found, (bool, int, float, str, type(None))):
            known[name] = found
    unknown = frozenset(value.arguments.keys() - known.keys())
    return Metric(value.name, f"{value.name}()", run.text.at(value.node), False, known, unknown)


def labels(
    run: Run, given: Iterable[Given], place: int, name: str, several: bool, node: ast.AST | None = None
) -> Labels | None:
    """What is known of the labels of one output among all that are given; None where it is nothing."""
    found: list[Array] = []
    for each in given:
        for option in options(_of_output(each, place, name, several)):
            if not isinstance(option, Array):
                return None
            found.append(option)
    return encodings.labels(run, found, run.text.at(node))


def _of_output(given: Given, place: int, name: str, several: bool) -> Value:
    """The labels of one output, where there are several by its name or its place."""
    if isinstance(given, dict):
        alone = next(iter(given.values())) if len(given) == 1 else Unknown()
        return given.get(name, Unknown()) if name or several else alone
    if several:
        return given.items[place] if isinstance(given, Tuple) and place < len(given.items) else Unknown()
    return given.items[0] if isinstance(given, Tuple) and len(given.items) == 1 else given
