"""Which loss and which metrics belong to which output of a model."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lossadvisor.check.following.run import Event, Run
from lossadvisor.check.following.values import NOTHING, Value
from lossadvisor.check.following.world import DictState, ListState, ObjectState

from .findings import Findings
from .heads import heads

Pair = tuple["Value | None", Value, Value]


def pairs(run: Run, event: Event, findings: Findings) -> Iterator[Pair]:
    """Each output, None where the model is not known, with its loss and metrics as compile() got them."""
    loss, metrics = event.given.get("loss", NOTHING), metrics_of(event)
    state, items = run.world.state(loss), run.world.items(loss)
    outputs = event.outputs
    if isinstance(state, DictState):
        yield from _by_name(run, event, state, metrics, findings)
    elif items is not None and outputs is not None and len(items) != len(outputs):
        words = {
            "losses": _counted(len(items), "loss", "losses"),
            "outputs": _counted(len(outputs), "output", "outputs"),
        }
        findings.tell("losses-and-outputs-differ", argument(event.node, "loss"), words)
    elif items is not None:
        for number, each in enumerate(items):
            yield outputs[number] if outputs else None, each, NOTHING if len(items) > 1 else metrics
    elif not isinstance(state, ListState):
        names = _names(run, event) if outputs and len(outputs) > 1 else []
        if outputs and isinstance(run.world.state(event.model), ObjectState):
            outputs = outputs[:1]  # what call() returns beside the first may be states
        for number, output in enumerate(outputs or (None,)):
            yield output, loss, _of_output(run, metrics, number, names) if names else metrics


def metrics_of(event: Event) -> Value:
    """The metrics that compile() was given."""
    given = event.given
    return given.get("metrics", given.get("weighted_metrics", given.get("third", NOTHING)))


def argument(node: ast.Call, name: str) -> ast.AST:
    """Where an argument of compile() stands, else the call."""
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    return node.args[1] if name == "loss" and len(node.args) > 1 else node


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _by_name(run: Run, event: Event, losses: DictState, metrics: Value, findings: Findings) -> Iterator[Pair]:
    outputs, names = event.outputs, _names(run, event)
    if outputs is None or not all(names) or losses.open:
        return
    missing = [key for key in losses.items if key not in names]
    if missing:
        words = {"losses": f"a loss for '{missing[0]}'", "outputs": f"the outputs {', '.join(names)}"}
        findings.tell("losses-and-outputs-differ", argument(event.node, "loss"), words)
    for number, name in enumerate(names):
        if name in losses.items:
            yield outputs[number], losses.items[name], _of_output(run, metrics, number, names)


def _names(run: Run, event: Event) -> list[str]:
    """The name of each output, empty where it is not known."""
    names = getattr(run.world.state(event.model), "names", ())
    if names:
        return list(names)
    ways = [{head.name for head in heads(run, output)} for output in event.outputs or ()]
    return [each.pop() if len(each) == 1 else "" for each in ways]


def _of_output(run: Run, metrics: Value, number: int, names: list[str]) -> Value:
    """The metrics of one output of several; a list for all of them is not judged."""
    state = run.world.state(metrics)
    return state.items.get(names[number], NOTHING) if isinstance(state, DictState) else NOTHING
