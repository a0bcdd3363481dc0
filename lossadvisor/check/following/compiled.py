"""What compile() and fit() were given, as the waist has it: losses, metrics, labels."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.seen import Labels, Loss, Metric, Scalar

from . import ownlosses
from .data import WRITTEN
from .losses import ASKS
from .ownlosses import Judged
from .run import Applied, Event, Run
from .values import (
    Class,
    Constant,
    Data,
    Function,
    KerasObject,
    Partial,
    Symbol,
    Tuple,
    Value,
    constant,
)
from .world import ListState, ObjectState

UNTOLD = "it cannot be told from this file"
OF_KERAS = ("keras.", "tensorflow.")


def loss(run: Run, value: Value, node: ast.AST) -> Loss:
    """The loss that `value` is."""
    at = run.text.at(node)
    if isinstance(value, Constant):
        if value.value is None:
            return Loss(given=False, at=at)
        text = str(value.value)
        return Loss(text, False, run.text.at(value.node) or at, text)
    if isinstance(value, Symbol):
        if value.path.startswith(OF_KERAS):
            return Loss(value.name, value.name.endswith("_with_logits"), at)
        return Loss(at=at, why=f"{value.name} is not in this file")
    if isinstance(value, KerasObject):
        return Loss(value.name, _logits(value.arguments, False), run.text.at(value.node))
    if isinstance(value, Partial) and isinstance(value.function, (Symbol, Function)):
        inner = loss(run, value.function, node)
        return Loss(inner.keras, _logits(value.named, inner.from_logits), at)
    if isinstance(value, (Function, Class)) or isinstance(run.world.state(value), ObjectState):
        return Loss(at=at)
    return Loss(at=at, why=getattr(value, "why", "") or UNTOLD)


def own_losses(run: Run, value: Value, output: Value | None) -> list[Judged]:
    """The losses of Keras in a loss of the program; none where it is not of the program, or has none."""
    own = ownlosses.followed(run, value, output)
    return ownlosses.judged(run, own, output) if own else []


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
        items = state.items
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


def labels(run: Run, event: Event) -> Labels | None:
    """What is known of the labels that the model is trained on; None where nothing is, or fits differ."""
    found = [
        each.items[0] if isinstance(each, Tuple) and len(each.items) == 1 else each for each in event.labels
    ]
    known = [each for each in found if isinstance(each, Data) and each.encoding]
    if not known or len(known) != len(found) or any(each.encoding != known[0].encoding for each in known):
        return None
    first = known[0]
    certain = first.source != WRITTEN or first.encoding != "integer"  # small whole numbers may be amounts
    return Labels(
        first.encoding, first.classes, first.source, first.scaled, run.text.at(first.node), certain=certain
    )
