"""Which loss and which metrics belong to which output of a model."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec import Struct

from lossadvisor.check.seen import Mismatch, Place

from .ends import heads
from .met import Event
from .run import Run
from .values import NOTHING, Tensor, Value, constant, options
from .world import DictState, ListState, ObjectState


class Pair(Struct, frozen=True, eq=False):
    """An output, None where the model is not known, with its loss and metrics as compile() got them."""

    output: Value | None
    loss: Value
    metrics: Value


def pairs(run: Run, event: Event) -> Iterator[Pair | Mismatch]:
    """Each output with what belongs to it, and what does not go together."""
    loss, metrics = event.given.get("loss", NOTHING), metrics_of(event)
    state, items = run.world.state(loss), run.world.items(loss)
    outputs = event.outputs
    if isinstance(state, DictState):
        yield from _by_name(run, event, state, metrics)
    elif items is not None and outputs is not None and len(items) != len(outputs):
        if all(isinstance(each, Tensor) for output in outputs for each in options(output)):
            yield Mismatch(
                place_of(run, event, "loss"),
                _counted(len(items), "loss", "losses"),
                _counted(len(outputs), "output", "outputs"),
            )
    elif items is not None:
        names = names_of(run, event) if outputs and len(outputs) > 1 else [""] * len(items)
        for number, each in enumerate(items):
            of_output = _of_output(run, metrics, number, names) if len(items) > 1 else metrics
            yield Pair(outputs[number] if outputs else None, each, of_output)
    elif isinstance(state, ListState):
        yield from _last_ones(event, state)
    else:
        yield from _with_one_loss(run, event, loss, metrics)


def _last_ones(event: Event, losses: ListState) -> Iterator[Pair]:
    """The last outputs and the last losses, where it is not known how many of each there are."""
    for output, loss in zip(reversed(event.some), reversed(losses.items), strict=False):
        yield Pair(output, loss, NOTHING)


def compared(run: Run, event: Event) -> Iterator[Pair | Mismatch]:
    """The same where the model may train in a way of its own, which need not use what compile() got."""
    if not event.own_step:
        yield from pairs(run, event)
    elif event.compared:
        given = [each for each in event.compared if isinstance(each, Tensor)]
        for each in pairs(run, event):
            one = isinstance(each, Pair) and len(given) == len(event.outputs or ()) == 1
            yield Pair(given[0], each.loss, each.metrics) if one and isinstance(each, Pair) else each


def _with_one_loss(run: Run, event: Event, loss: Value, metrics: Value) -> Iterator[Pair]:
    outputs = event.outputs
    if event.some:
        yield from (Pair(each, loss, NOTHING) for each in event.some)
        return
    names = names_of(run, event) if outputs and len(outputs) > 1 else []
    if outputs and isinstance(run.world.state(event.model), ObjectState):
        outputs = outputs[:1]  # what call() returns beside the first may be states
    for number, output in enumerate(outputs or (None,)):
        yield Pair(output, loss, _of_output(run, metrics, number, names) if names else metrics)


def astray(run: Run, event: Event) -> Iterator[Mismatch]:
    """Metrics and loss weights that do not go with the outputs."""
    outputs = event.outputs
    if outputs is None or len(outputs) < 2 or isinstance(run.world.state(event.model), ObjectState):
        return
    names = names_of(run, event)
    for of, name in (("metrics", "metrics"), ("weights", "loss_weights")):
        given = event.given.get(name, NOTHING)
        words = _unfit(run, given, names, _ONE[name])
        if words:
            yield Mismatch(place_of(run, event, name), *words, of=of)  # type: ignore[arg-type]
    if _swapped(run, event, names):
        words = ("loss_weights by name beside a list of losses", ", ".join(sorted(names)))
        yield Mismatch(place_of(run, event, "loss_weights"), *words, of="weights", swapped=True)


_ONE = {"metrics": "entry of metrics", "loss_weights": "weight"}


def _unfit(run: Run, given: Value, names: list[str], one: str) -> tuple[str, str] | None:
    """How many there are beside so many outputs, or the name that no output has."""
    state, items = run.world.state(given), run.world.items(given)
    if isinstance(state, DictState) and not state.open and all(names):
        unknown = next((key for key in state.items if key not in names), None)
        article = "an" if one[0] in "aeiou" else "a"
        return (f"{article} {one} for '{unknown}'", f"the outputs {', '.join(names)}") if unknown else None
    if not items or len(items) == len(names):
        return None
    many = one.replace("entry", "entries") if "entry" in one else f"{one}s"
    return _counted(len(items), one, many), _counted(len(names), "output", "outputs")


def _swapped(run: Run, event: Event, names: list[str]) -> bool:
    """Whether weights have names and losses none: Keras takes them in the order of the alphabet then."""
    weights = run.world.state(event.given.get("loss_weights", NOTHING))
    if not isinstance(weights, DictState) or set(weights.items) != set(names) or weights.open:
        return False
    if run.world.items(event.given.get("loss", NOTHING)) is None or sorted(names) == names:
        return False
    values = [constant(weights.items[name]) for name in sorted(names)]
    return values != [constant(weights.items[name]) for name in names]


def metrics_of(event: Event) -> Value:
    """The metrics that compile() was given."""
    given = event.given
    return given.get("metrics", given.get("weighted_metrics", given.get("third", NOTHING)))


def place_of(run: Run, event: Event, name: str = "") -> Place:
    """The place of a compile() call or an argument of it; where it is reached if that is another file."""
    own = run.text.at(argument(event.node, name) if name else event.node)
    return own or run.text.place(event.at or event.node)


def argument(node: ast.Call, name: str) -> ast.AST:
    """Where an argument of compile() stands, else the call."""
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    called = isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
    return node.args[1] if called and name == "loss" and len(node.args) > 1 else node


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _by_name(run: Run, event: Event, losses: DictState, metrics: Value) -> Iterator[Pair | Mismatch]:
    outputs, names = event.outputs, names_of(run, event)
    if outputs is None or not all(names) or losses.open:
        return
    missing = [key for key in losses.items if key not in names]
    if missing:
        place = place_of(run, event, "loss")
        yield Mismatch(place, f"a loss for '{missing[0]}'", f"the outputs {', '.join(names)}")
    for number, name in enumerate(names):
        if name in losses.items:
            yield Pair(outputs[number], losses.items[name], _of_output(run, metrics, number, names))


def names_of(run: Run, event: Event) -> list[str]:
    """The name of each output, empty where it is not known."""
    names = getattr(run.world.state(event.model), "names", ())
    if names:
        return list(names)
    ways = [{head.name for head in heads(run, output)} for output in event.outputs or ()]
    return [each.pop() if len(each) == 1 else "" for each in ways]


def _of_output(run: Run, metrics: Value, number: int, names: list[str]) -> Value:
    """The metrics of one output of several, by its name or its place; Keras 3 takes no other list."""
    state, items = run.world.state(metrics), run.world.items(metrics)
    if isinstance(state, DictState):
        return state.items.get(names[number], NOTHING)
    return items[number] if items and len(items) == len(names) else NOTHING
