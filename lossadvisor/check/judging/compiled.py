"""What compile() was given: losses and metrics as entries of the rules, and the labels of fit()."""

from __future__ import annotations

import ast

from msgspec import Struct

from lossadvisor.check.following import functions
from lossadvisor.check.following.data import WRITTEN
from lossadvisor.check.following.models import PREDICTION
from lossadvisor.check.following.run import Event, Run
from lossadvisor.check.following.values import (
    Class,
    Constant,
    Data,
    Function,
    KerasObject,
    Partial,
    Symbol,
    Tuple,
    Unknown,
    Value,
    constant,
)
from lossadvisor.check.following.world import ListState, ObjectState
from lossadvisor.rulebook.facts import Argument
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import readable

from .vocabulary import entry_named

USUAL = {0.5, False}  # what arguments of metrics are where nobody gives them
ACCURACY = ("accuracy", "acc")
NARROWING = {"class_id", "top_k", "num_classes"}  # arguments with which a metric means something else


class SeenLoss(Struct, frozen=True, eq=False):
    """A loss; `name` is its entry in the rules, empty for one that they do not know.

    `why` is filled where it could not be told at all, `from_logits` is None where that is not known.
    """

    name: str = ""
    from_logits: bool | None = False
    node: ast.AST | None = None
    string: str = ""
    why: str = ""
    given: bool = True


class SeenMetric(Struct, frozen=True, eq=False):
    """A metric as it was written: `name` is its entry in the rules, `string` the text where it is one."""

    name: str
    written: str
    node: ast.AST | None
    string: bool
    given: dict[str, Value]


def loss(run: Run, rules: Rules, value: Value, node: ast.AST) -> SeenLoss:
    """The loss that `value` is."""
    if isinstance(value, Constant):
        if value.value is None:
            return SeenLoss(given=False, node=node)
        text = str(value.value)
        return SeenLoss(entry_named(rules, "loss", text) or "", False, value.node or node, text)
    if isinstance(value, Symbol):
        if value.path.startswith(("keras.", "tensorflow.")):
            from_logits = value.name.endswith("_with_logits")
            return SeenLoss(entry_named(rules, "loss", value.name) or "", from_logits, node)
        return SeenLoss(node=node, why=f"{value.name} is not in this file")
    if isinstance(value, KerasObject):
        logits = constant(value.arguments.get("from_logits", Constant(False)))
        known = logits if isinstance(logits, bool) else None
        return SeenLoss(entry_named(rules, "loss", value.name) or "", known, value.node)
    if isinstance(value, Partial) and isinstance(value.function, (Symbol, Function)):
        inner = loss(run, rules, value.function, node)
        logits = constant(value.named.get("from_logits", Constant(inner.from_logits)))
        return SeenLoss(inner.name, logits if isinstance(logits, bool) else None, node)
    if isinstance(value, Function):
        result = functions.follow(run, value, (Unknown(), PREDICTION), {})
        known = isinstance(result, KerasObject) and result.kind == "loss"
        return loss(run, rules, result, node) if known else SeenLoss(node=node)
    if isinstance(value, Class) or isinstance(run.world.state(value), ObjectState):
        return SeenLoss(node=node)
    return SeenLoss(node=node, why=getattr(value, "why", "") or "it cannot be told from this file")


def metrics(run: Run, rules: Rules, value: Value, node: ast.AST) -> list[SeenMetric]:
    """The metrics in `value` that the rules know, and the accuracy strings."""
    items = run.world.items(value)
    state = run.world.state(value)
    if items is None and isinstance(state, ListState):
        items = state.items
    found = []
    for item in items if items is not None else (value,):
        seen = _metric(rules, item, node)
        if seen is not None:
            found.append(seen)
    return found


def _metric(rules: Rules, value: Value, node: ast.AST) -> SeenMetric | None:
    if isinstance(value, Constant) and isinstance(value.value, str):
        text = value.value
        name = "accuracy" if text.lower() in ACCURACY else entry_named(rules, "metric", text)
        return SeenMetric(name, f'"{text}"', value.node or node, True, {}) if name else None
    if isinstance(value, Symbol) and value.path.startswith("keras.metrics."):
        name = entry_named(rules, "metric", value.name)
        return SeenMetric(name, value.name, node, False, {}) if name else None
    if isinstance(value, KerasObject) and value.kind == "metric" and value.name != "Accuracy":
        name = entry_named(rules, "metric", value.name)
        if name and not NARROWING & value.arguments.keys():
            return SeenMetric(name, f"{value.name}()", value.node, False, value.arguments)
    return None


def resolved(metric: SeenMetric, rules: Rules, loss_name: str, units: int | None) -> str | None:
    """What an accuracy string becomes, as Keras picks it by shapes; None where that is not known."""
    if metric.name != "accuracy":
        return metric.name
    if units is None:
        return None
    if units == 1:
        return "binary-accuracy"
    return (
        "sparse-categorical-accuracy"
        if "integer" in rules.losses[loss_name].reads
        else "categorical-accuracy"
    )


def entry_for(rules: Rules, name: str, head: Head) -> str:
    """Of the entries that are the same class of Keras, the first that reads labels of this head."""
    keras = rules.metrics[name].keras
    encodings = readable(rules, rules.losses[head.loss], head.units, head.after)
    kin = (each for each in rules.metrics.values() if each.keras == keras and not each.file)
    return next((each.name for each in kin if encodings & set(each.reads)), name)


def misset(metric: SeenMetric, needed: dict[str, Argument]) -> bool:
    """Whether the metric lacks arguments that it needs. One that is set to its own mind is left alone."""
    for key, value in needed.items():
        given = metric.given.get(key)
        if given is not None and (not isinstance(given, Constant) or given.value not in USUAL - {value}):
            return False
    return True


def evidence(event: Event) -> Data | None:
    """What is known of the labels that the model is trained on; None where nothing is, or fits differ."""
    found = [
        each.items[0] if isinstance(each, Tuple) and len(each.items) == 1 else each for each in event.labels
    ]
    known = [each for each in found if isinstance(each, Data) and each.encoding]
    if not known or len(known) != len(found) or any(each.encoding != known[0].encoding for each in known):
        return None
    return known[0]


def encoding(data: Data | None, rules: Rules, loss_name: str, units: int | None) -> str | None:
    """The label encoding of the rules that `data` is, beside so many units."""
    if data is None or data.scaled or data.encoding not in rules.labels:
        return None
    if data.encoding in ("integer", "zero-one"):
        return _class_numbers(data, rules, loss_name, units)
    one_column = data.classes == 1 or data.encoding == "multi-hot"
    return None if units == 1 and one_column else data.encoding


def _class_numbers(data: Data, rules: Rules, loss_name: str, units: int | None) -> str | None:
    """Class numbers beside one unit are a yes or no; beside several they are class numbers."""
    loss = rules.losses[loss_name]
    if units == 1 and (data.classes or 2) == 2:
        return "zero-one" if data.encoding == "zero-one" else None
    if units is None and not rules.spaces[loss.accepts].sums_to_one:
        return None
    if data.source == WRITTEN and data.encoding == "integer" and not loss.link:
        return None  # small whole numbers may be amounts
    return "integer"
