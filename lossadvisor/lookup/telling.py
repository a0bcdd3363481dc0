"""What is told of an entry first: when to use it, a worked example, and its curve."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lossadvisor.interview.walk import leaves
from lossadvisor.rulebook.curves import Curve, Point, outputs, points, predicted, value
from lossadvisor.rulebook.facts import Activation, Entry, Labels, Loss, Metric
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.rules import Rules

FEW = 3  # tasks that one sentence names


class CurveTold(Struct, frozen=True):
    """The curve of an entry as points; `says` is what changes from left to right."""

    name: str
    says: str
    points: tuple[Point, ...]


def use_when(rules: Rules, entry: Entry) -> str:
    """One sentence about when to use `entry`; empty for what is not used in a model."""
    if not isinstance(entry, (Activation, Loss, Metric, Labels)):
        return ""
    tasks = {leaf.where.split()[0].rstrip(":"): None for leaf in leaves(rules.tree) if _uses(leaf, entry)}
    if tasks:
        said = [_small(rules.tasks[name].says) for name in tasks if name in rules.tasks]
        more = f"; and for {len(said) - FEW} more tasks" if len(said) > FEW else ""
        return f"Use it when you predict: {'; '.join(said[:FEW])}{more}."
    if hidden := getattr(entry, "hidden", ""):
        return f"Use it in hidden layers ({hidden}), not as the last layer."
    if never := getattr(entry, "never", ""):
        return f"No task recommends it. {never}"
    return "No task recommends it first; use it when you have a reason of your own."


def _uses(leaf: Leaf, entry: Entry) -> bool:
    if isinstance(entry, Activation):
        return leaf.recommend.activation == entry.name
    if isinstance(entry, Loss):
        return leaf.recommend.loss == entry.name
    return entry.name in leaf.metrics if isinstance(entry, Metric) else leaf.labels == entry.name


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def example(entry: Entry) -> str:
    """A worked example with numbers, computed from the formula and rounded; empty without a curve."""
    curve = _curve(entry)
    if curve is None:
        return ""
    if isinstance(entry, Activation):
        return f"{_row(curve.example)} → {_row(outputs(curve))}"
    return "; ".join(_costs(curve)) + _with(curve)


def _costs(curve: Curve) -> Iterator[str]:
    for number, x in enumerate(curve.example):
        label = "" if number else f"label {_row(curve.labels)}, prediction "
        yield f"{label}{_row(predicted(curve, x))} → {_number(value(curve, x))}"


def _with(curve: Curve) -> str:
    given = ", ".join(f"{name}={each!r}" for name, each in curve.arguments.items())
    return f" (with {given})" if given else ""


def _row(numbers: object) -> str:
    row = [_number(each) for each in numbers]  # type: ignore[attr-defined]
    return row[0] if len(row) == 1 else f"[{', '.join(row)}]"


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{round(value, 2) + 0:g}"


def curve_told(entry: Entry) -> tuple[CurveTold, ...]:
    """The curve of an entry, if it has one."""
    curve = _curve(entry)
    if curve is None:
        return ()
    says = curve.says or ("the score" if isinstance(entry, Activation) else "the prediction")
    return (CurveTold(entry.name, says, tuple(points(curve))),)


def _curve(entry: Entry) -> Curve | None:
    return entry.curve if isinstance(entry, (Activation, Loss)) else None
