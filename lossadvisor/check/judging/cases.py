"""One way in which a head may be, in terms of the rules: its loss and metrics as entries, its labels."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check import seen
from lossadvisor.check.seen import Labels, Place
from lossadvisor.rulebook.contract import (
    ACCURACY,
    INTEGER,
    LINEAR,
    MULTI_HOT,
    NUMBERS,
    ONE_HOT,
    ZERO_ONE,
)
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import REAL, accepted, within
from lossadvisor.rulebook.telling import accuracy_beside

from .vocabulary import ALIASES, entry_named, layer_after, spellings

ACCURACIES = ("accuracy", "acc")  # the strings that Keras resolves itself
PICKED = ("crossentropy", "ce")  # the texts for which Keras picks a loss
BINARY, CATEGORICAL = "binary-crossentropy", "categorical-crossentropy"
SPARSE = "sparse-categorical-crossentropy"
NUMBERS_OF_CLASSES = (INTEGER, ZERO_ONE)


class Loss(Struct, frozen=True):
    """A loss: `name` is its entry in the rules, empty for one that they do not know; `why` it is not known.

    `written` is its name in Keras as the program has it, `inside` says that the program itself calls it,
    `asks` is the function that it is where that takes logits by itself, `spares` says that it leaves a class
    out, `choice` is as in `seen`.
    """

    name: str
    written: str
    from_logits: bool | None
    at: Place | None
    string: str
    why: str
    inside: bool = False
    asks: str = ""
    spares: bool = False
    choice: str = ""


class Metric(Struct, frozen=True, eq=False):
    """A metric: `name` is its entry in the rules, or `accuracy` for the string that Keras resolves itself."""

    name: str
    seen: seen.Metric

    @property
    def at(self) -> Place | None:
        return self.seen.at


class Case(Struct, frozen=True, eq=False):
    """One head with its loss, metrics and labels, and the shape of the output, as seen at one compile().

    `yes_or_no` says that the program shows signs that what it predicts may be such.
    """

    rules: Rules
    seen: seen.Head
    loss: Loss
    metrics: list[Metric]
    labels: Labels | None
    shape: tuple[int | None, ...] | None = None
    yes_or_no: bool = False


def loss_of(rules: Rules, loss: seen.Loss) -> Loss:
    """A loss in terms of the rules."""
    if loss.origin == "rules":
        return Loss(loss.keras, rules.losses[loss.keras].keras, loss.from_logits, loss.at, "", "")
    if loss.origin == "either" and loss.keras not in (*spellings(rules, "loss"), *ALIASES):
        return Loss("", loss.keras, None, loss.at, "", f"{loss.keras} is not in this file")
    name = entry_named(rules, "loss", loss.keras) if loss.keras else None
    if name and loss.beside and not rules.losses[name].link:
        name = None  # one term of several need not tell what the units are
    return Loss(
        name or "",
        loss.keras,
        loss.from_logits,
        loss.at,
        loss.string,
        loss.why,
        loss.inside,
        loss.asks,
        loss.spares,
        loss.choice,
    )


def by_shape(rules: Rules, loss: Loss, head: seen.Head, labels: Labels | None) -> Loss:
    """The loss that Keras picks by shapes for "crossentropy", as far as these tell; any other as it is."""
    if loss.string not in PICKED or head.units is None:
        return loss
    rows = labels is not None and labels.encoding in (ONE_HOT, MULTI_HOT)
    numbers = labels is not None and labels.encoding in NUMBERS_OF_CLASSES
    picked = BINARY if head.units == 1 else CATEGORICAL if rows else SPARSE if numbers else ""
    return replace(loss, name=picked, written=rules.losses[picked].keras) if picked in rules.losses else loss


def metrics_of(rules: Rules, metrics: Iterable[seen.Metric]) -> list[Metric]:
    """The metrics that the rules know, and the accuracy strings."""
    found = ((_entry(rules, each), each) for each in metrics)
    return [Metric(name, each) for name, each in found if name]


def _entry(rules: Rules, metric: seen.Metric) -> str | None:
    if metric.string and metric.keras.lower() in ACCURACIES:
        return ACCURACY
    if metric.origin == "rules":
        return metric.keras
    if metric.origin == "either" and metric.keras not in spellings(rules, "metric"):
        return None
    if not metric.string:  # the class Accuracy is another thing than the string
        exact = (each.name for each in rules.metrics.values() if each.keras == metric.keras and not each.file)
        return next(exact, None) or entry_named(rules, "metric", metric.keras)
    return entry_named(rules, "metric", metric.keras)


def mover(rules: Rules, head: seen.Head) -> str:
    """A layer after the activation that moves numbers no one knows where; empty if there is none."""
    if head.activation in (None, LINEAR):
        return ""
    if head.after:
        return head.after if head.untold or layer_after(rules, head.after) is None else ""
    activation = rules.activations.get(entry_named(rules, "activation", head.activation or "") or "")
    return head.untied if activation and rules.spaces[activation.emits].sums_to_one else ""


def is_moved_anywhere(rules: Rules, head: seen.Head, loss: Loss) -> bool:
    """Whether a layer moves what the activation puts out no one knows where, and the loss takes only some."""
    return bool(loss.name and mover(rules, head)) and not reads_any_number(rules, loss)


def reads_any_number(rules: Rules, loss: Loss) -> bool:
    """Whether a loss takes predictions of any size."""
    if not loss.name:
        return False
    return within(REAL, accepted(rules, rules.losses[loss.name], bool(loss.from_logits)))


def resolved(metric: Metric, rules: Rules, loss: str, units: int | None) -> str | None:
    """What a metric is, an accuracy string as Keras picks it by shapes; None where that is not known."""
    return accuracy_beside(rules, loss, units) if metric.name == ACCURACY else metric.name


def is_input(labels: Labels | None) -> bool:
    """Whether a model is trained to put out what goes in."""
    return labels is not None and labels.encoding == "input"


def encoding(case: Case, units: int | None) -> str | None:
    """The label encoding of the rules that the labels are, beside so many units."""
    labels, rules = case.labels, case.rules
    if labels is None or labels.scaled or labels.encoding not in rules.labels:
        return None
    if labels.encoding in NUMBERS_OF_CLASSES:
        found = _class_numbers(case, labels, units)
        return found if found in rules.labels else None
    one_column = labels.classes == 1 or labels.encoding == MULTI_HOT
    return None if units == 1 and one_column else labels.encoding


def _class_numbers(case: Case, labels: Labels, units: int | None) -> str | None:
    """Class numbers beside one unit are a yes or no; beside several they are class numbers."""
    loss = case.rules.losses[case.loss.name]
    if units == 1 and labels.encoding == ZERO_ONE:
        return ZERO_ONE
    if units == 1 and not _are_several(labels):
        return None
    if units is None and not case.rules.spaces[loss.accepts].sums_to_one:
        return None
    if not labels.certain and not loss.link:  # whole numbers may be amounts
        return NUMBERS if loss.seeks == "labels" and _are_several(labels) else None
    return INTEGER


def _are_several(labels: Labels) -> bool:
    """Whether there are surely other numbers than 0 and 1."""
    outside = (labels.highest or 0) > 1 or (labels.lowest or 0) < 0
    return outside or (labels.classes or 0) > len((0, 1))
