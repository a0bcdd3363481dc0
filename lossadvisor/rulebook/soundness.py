"""What is wrong with a head, by arithmetic on facts: seeks ⊆ emits ⊆ accepts. Lists no pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from . import contract
from .facts import Activation, Arguments, Labels, Loss, Metric, Space
from .heads import Head
from .rules import Rules

DIGITS = 9  # so that 0.1 * 10 is 1
HARDLY = 0.05  # a share of the range that the ends may move by; a test shows that this costs little
RESCALED = "rescaled"
REAL = Space(name="real", says="any real number")

Kind: TypeAlias = Literal[
    "constant",
    "falls-short",
    "overshoots",
    "no-logits-form",
    "labels-unread",
    "units-unfit",
    "squeezed-twice",
    "metric-misled",
    "metric-labels-unread",
    "metric-labels-apart",
    "metric-units-unfit",
]
# A head has no arguments of metrics, so the last five are told by those who see what a metric was given.
Doubt: TypeAlias = Literal[
    "distance-on-classes",
    "may-die",
    "metric-labels-doubted",
    "metric-unset",
    "metric-misset",
    "metric-finds-all",
    "metric-takes-rows",
    "metric-takes-batch",
]
KINDS: tuple[str, ...] = (*get_args(Kind), *get_args(Doubt))


class Objection(Struct, frozen=True):
    """One reason why a head is unsound or doubtful; `about` is the metric's name where one is at fault."""

    kind: Kind | Doubt
    says: str
    about: str = ""


def within(inner: Space, outer: Space) -> bool:
    """Whether every number of `inner` lies in `outer`, ends counted in."""
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    high = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    tied = (inner.sums_to_one or not outer.sums_to_one) and (inner.of_length_one or not outer.of_length_one)
    return low and high and tied and (inner.whole or not outer.whole)


def emitted(rules: Rules, head: Head) -> Space:
    """The space of what the model puts out: the activation's, unless a layer after it moves the numbers."""
    own = rules.spaces[rules.activations[head.activation].emits]
    if head.rescaled:
        return rescaled(own, *head.rescaled, head.units)
    after = rules.layers.get(head.after)
    return rules.spaces[after.emits] if after and after.emits else own


def rescaled(space: Space, factor: float, offset: float, units: int | None = None) -> Space:
    """Where the numbers of `space` lie once they are multiplied and moved; every unit moves their sum."""
    if (factor, offset) == (1, 0):
        return space
    ends = (None if end is None else round(factor * end + offset, DIGITS) for end in (space.low, space.high))
    low, high = (_settled(end, space) for end in (ends if factor > 0 else reversed(tuple(ends))))
    says = f"numbers from {_end(low, 'any')} to {_end(high, 'any')}"
    total = factor + offset * units if offset and units else factor
    tied = space.sums_to_one and round(total, DIGITS) == 1 and not (offset and units is None)
    return Space(name=RESCALED, says=says, low=low, high=high, sums_to_one=tied)


def _settled(end: float | None, space: Space) -> float | None:
    """Where an end comes to lie; one that hardly moves, as when shares are kept off 0 and 1, stays."""
    if end is None or space.low is None or space.high is None:
        return end
    near = HARDLY * (space.high - space.low)
    return next((old for old in (space.low, space.high) if round(abs(end - old), DIGITS) <= near), end)


def _end(number: float | None, none: str) -> str:
    return none if number is None else f"{number:.3g}"


def accepted(rules: Rules, loss: Loss, from_logits: bool) -> Space:
    """The space the loss's formula is meant for."""
    return REAL if from_logits else rules.spaces[loss.accepts]


def sought(rules: Rules, loss: Loss, from_logits: bool, labels: Labels | None) -> Space | None:
    """The space of the loss's best predictions; None where that depends on labels not known."""
    if from_logits:
        return REAL
    if loss.seeks == "labels":
        return rules.spaces[labels.hull] if labels else None
    return rules.spaces[loss.seeks]


def metric_arguments(rules: Rules, metric: Metric, head: Head) -> Arguments | None:
    """The arguments with which `metric` understands what the head emits; None where none do."""
    accepts = rules.spaces[metric.accepts]
    emits = emitted(rules, head)
    if within(emits, accepts) and not (head.from_logits and within(REAL, accepts)):
        return metric.arguments
    if metric.logits is None:
        return None
    labels = rules.labels[head.labels] if head.labels else None
    meant = sought(rules, rules.losses[head.loss], head.from_logits, labels)
    if not head.from_logits and (meant is None or within(meant, accepts)):
        return None
    return {**metric.arguments, **metric.logits}


def objections(rules: Rules, head: Head) -> tuple[Objection, ...]:
    """Everything the facts say against `head`; empty where it is sound. What is not known is not judged."""
    return tuple(_all_objections(rules, head))


def _all_objections(rules: Rules, head: Head) -> Iterator[Objection]:
    activation, loss = rules.activations[head.activation], rules.losses[head.loss]
    labels = rules.labels[head.labels] if head.labels else None
    if head.from_logits and not loss.link:
        yield Objection("no-logits-form", f"{loss.name} has no from_logits form")
        return
    tied = emitted(rules, head).sums_to_one
    if not (head.units is None or tied or readable(rules, loss, head.units, head.after)):
        yield Objection("units-unfit", f"no labels that {loss.name} reads go with {head.units} units")
        return
    if labels:
        yield from _label_objections(rules, loss, labels, head.units)
    yield from _range_objections(rules, activation, loss, head, labels)
    if head.under and activation.name in _links(rules) and _is_bounded(rules, head.under):
        yield Objection("squeezed-twice", f"{activation.name} over {head.under} cannot reach its ends")
    for name in head.metrics:
        yield from _metric_objections(rules, rules.metrics[name], head)


def _range_objections(
    rules: Rules, activation: Activation, loss: Loss, head: Head, labels: Labels | None
) -> Iterator[Objection]:
    emits = emitted(rules, head)
    if emits.sums_to_one and head.units == 1:
        yield Objection("constant", f"{activation.name} over one unit always outputs 1")
        return
    form = f"{loss.name} from logits" if head.from_logits else loss.name
    seeks = sought(rules, loss, head.from_logits, labels)
    if seeks and not within(seeks, emits):
        yield Objection(
            "falls-short",
            f"{activation.name} falls short: {form} seeks {seeks.says}, {activation.name} emits {emits.says}",
        )
    accepts = accepted(rules, loss, head.from_logits)
    if not within(emits, accepts):
        yield Objection(
            "overshoots",
            f"{activation.name} overshoots: it emits {emits.says}, {form} accepts {accepts.says}",
        )


def _label_objections(rules: Rules, loss: Loss, labels: Labels, units: int | None) -> Iterator[Objection]:
    if labels.name not in loss.reads:
        yield Objection("labels-unread", f"{loss.name} does not read {labels.name} labels")
    if units is not None and not _fits(units, labels.least_units, labels.most_units):
        yield Objection("units-unfit", f"{labels.name} labels do not go with {units} units")


def _metric_objections(rules: Rules, metric: Metric, head: Head) -> Iterator[Objection]:
    if metric_arguments(rules, metric, head) is None:
        yield Objection(
            "metric-misled", f"{metric.name} misreads the output of {head.activation}", metric.name
        )
    apart = not set(metric.reads) & readable(rules, rules.losses[head.loss], head.units, head.after)
    if apart:
        yield Objection(
            "metric-labels-apart", f"{metric.name} reads no labels that {head.loss} reads", metric.name
        )
    elif head.labels and head.labels not in metric.reads:
        yield Objection(
            "metric-labels-unread", f"{metric.name} does not read {head.labels} labels", metric.name
        )
    if head.units is not None and head.units < metric.least_units:
        yield Objection(
            "metric-units-unfit",
            f"{metric.name} needs at least {metric.least_units} units, there are {head.units}",
            metric.name,
        )


def readable(rules: Rules, loss: Loss, units: int | None, after: str = "") -> set[str]:
    """The label encodings that `loss` reads and that go with so many units."""
    return {
        name
        for name in loss.reads
        if (not rules.labels[name].through or rules.labels[name].through == after)
        and (units is None or _fits(units, rules.labels[name].least_units, rules.labels[name].most_units))
    }


def _is_bounded(rules: Rules, activation: str) -> bool:
    return not within(REAL, rules.spaces[rules.activations[activation].emits])


def _links(rules: Rules) -> set[str]:
    """The activations that some loss undoes: those that are meant for scores of any size."""
    return {loss.link for loss in rules.losses.values() if loss.link}


def doubts(rules: Rules, head: Head) -> tuple[Objection, ...]:
    """What makes a head questionable although its ranges fit."""
    return tuple(_all_doubts(rules, head))


def _all_doubts(rules: Rules, head: Head) -> Iterator[Objection]:
    loss = rules.losses[head.loss]
    if head.units == 1 and emitted(rules, head).sums_to_one:
        return
    measures = loss.seeks == "labels" and within(REAL, rules.spaces[loss.accepts])
    if measures and _is_about_classes(rules, head):
        yield Objection(
            "distance-on-classes", f"{loss.name} measures distances, but classes have no distances"
        )
    if measures and rules.activations[head.activation].dies and not head.after:
        yield Objection("may-die", f"a unit of {head.activation} that is off for every sample stays off")
    if head.labels:
        return
    encodings = readable(rules, loss, head.units, head.after)
    for name in head.metrics:
        read = encodings & set(rules.metrics[name].reads)
        if read and read != encodings:
            yield Objection("metric-labels-doubted", f"{name} does not read all labels of {loss.name}", name)


def _is_about_classes(rules: Rules, head: Head) -> bool:
    """Whether labels or output are those of classes, as far as can be told."""
    emits = emitted(rules, head)
    if head.labels:
        hull = rules.spaces[rules.labels[head.labels].hull]
        return hull.sums_to_one or (head.labels == contract.ZERO_ONE and is_a_share(emits))
    return emits.sums_to_one or (head.units == 1 and is_a_share(emits))


def is_a_share(space: Space) -> bool:
    """Whether it holds the numbers from 0 to 1, each on its own."""
    return (space.low, space.high, space.sums_to_one, space.of_length_one) == (0, 1, False, False)


def _fits(units: int, least: int, most: int | None) -> bool:
    return units >= least and (most is None or units <= most)
