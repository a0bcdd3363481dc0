"""What the facts say against one head: which finding each objection is, and the words for its text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lossadvisor.check.seen import Head as SeenHead
from lossadvisor.rulebook import telling
from lossadvisor.rulebook.contract import (
    ACCURACY,
    BINARY_ACCURACY,
    CATEGORICAL_ACCURACY,
    LINEAR,
    MINUS_ONE_ONE,
    NUMBERS,
    ONE_ROW,
    STRINGS,
    ZERO_ONE,
)
from lossadvisor.rulebook.facts import Arguments
from lossadvisor.rulebook.findings import FindingRule, Severity
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import (
    REAL,
    Objection,
    doubts,
    emitted,
    objections,
)

from . import alternatives
from .cases import Case, Metric, encoding, is_input, mover, resolved
from .readings import against, compares_the_batch, more_than_rows, with_metric
from .vocabulary import entry_named, layer_after

LABEL_WORDS = {
    NUMBERS: "real-number",
    MINUS_ONE_ONE: "-1/1",
    ZERO_ONE: "0/1",
    STRINGS: "text",
    "mask-255": "0/255",
}
SQUARED = "mean-squared-error"  # which is also taken of a yes or no, as by least squares
HOPELESS = ("constant", "units-unfit")  # nothing is left to be measured


class Fault(Struct, frozen=True, eq=False):
    """An objection that has become a finding: its rule, the head it is about, and words for its text."""

    rule: FindingRule
    objection: Objection
    head: Head
    metric: Metric | None
    severity: Severity
    words: dict[str, str]


def faults(case: Case) -> Iterator[Fault]:
    """What is to be said against one head."""
    rules, seen = case.rules, case.seen
    if not case.loss.name:
        activation = entry_named(rules, "activation", seen.activation) if seen.activation else None
        yield from _without_loss(case, activation)
        return
    head = head_of(case)
    if head is None:
        yield from _without_activation(case)
        return
    found = (*objections(rules, head), *doubts(rules, head))
    told = _without_general([each for objection in found for each in _found(case, head, objection, None)])
    yield from told
    if any(objection.kind in HOPELESS for objection in found):
        return
    width = None if seen.reshaped else seen.units
    for metric in case.metrics:
        yield from (
            each for each in _against_metric(case, head, metric, width) if not (told and each.rule.general)
        )


def head_of(case: Case) -> Head | None:
    """The head in terms of the rules; None where it is not known what it puts out."""
    rules, seen, loss = case.rules, case.seen, case.loss
    activation = entry_named(rules, "activation", seen.activation) if seen.activation else None
    after = _layer_after(rules, seen, activation)
    if activation is None or loss.from_logits is None or after is None or mover(rules, seen):
        return None
    return Head(
        activation=activation,
        loss=loss.name,
        arguments={"from_logits": True} if loss.from_logits else {},
        units=seen.units,
        labels=encoding(case, seen.units),
        after=after or (ONE_ROW if seen.reshaped and ONE_ROW in rules.layers else ""),
        rescaled=seen.rescaled if activation != LINEAR else None,
        under=(entry_named(rules, "activation", seen.inner) or "") if seen.inner else "",
    )


def _layer_after(rules: Rules, seen: SeenHead, activation: str | None) -> str | None:
    """The layer of the rules after the head; one that leaves plain numbers plain does not matter.

    None for one that the rules do not know.
    """
    found = layer_after(rules, seen.after)
    if activation != LINEAR:
        return found
    return found if found and rules.layers[found].emits not in ("", REAL.name) else ""


def _without_loss(case: Case, activation: str | None) -> Iterator[Fault]:
    """What the activation alone tells: it is judged with a loss that undoes it."""
    rules, seen = case.rules, case.seen
    for loss in rules.losses.values():
        if activation and loss.link == activation and not loss.file:
            under = entry_named(rules, "activation", seen.inner) if seen.inner else ""
            head = Head(activation=activation, loss=loss.name, units=seen.units, under=under or "")
            for objection in objections(rules, head):
                if objection.kind in ("constant", "squeezed-twice"):
                    yield from _found(case, head, objection, None)
            return


def _without_activation(case: Case) -> Iterator[Fault]:
    """What loss and metrics alone tell."""
    rules = case.rules
    link = rules.losses[case.loss.name].link
    if not link:
        return
    head = Head(activation=link, loss=case.loss.name)
    for metric in case.metrics:
        if metric.name != ACCURACY:
            name = telling.entry_for(rules, metric.name, head, (*metric.seen.arguments, *metric.seen.unknown))
            for objection in objections(rules, with_metric(head, name)):
                if objection.kind == "metric-labels-apart":
                    yield from _found(case, head, objection, metric)


def _without_general(found: list[Fault]) -> list[Fault]:
    """What is told of one head: a general finding only where there is no other."""
    return [each for each in found if not each.rule.general] or found[:1]


def _against_metric(case: Case, head: Head, metric: Metric, width: int | None) -> list[Fault]:
    """What is told of one metric: of all that the facts say against it the finding that stands first."""
    rules = case.rules
    batch = compares_the_batch(case, metric)
    name = CATEGORICAL_ACCURACY if batch else resolved(metric, rules, head.loss, width)
    if name not in rules.metrics or (metric.name != ACCURACY and width is None and case.seen.reshaped):
        return []
    name = telling.entry_for(rules, name, head, (*metric.seen.arguments, *metric.seen.unknown))
    found = [
        fault
        for objection, arguments in against(case, head, metric, name)
        for fault in _found(case, head, objection, metric, arguments=_shown(arguments))
    ]
    order = list(rules.findings)
    return sorted(found, key=lambda each: order.index(each.rule.name))[:1]


def _shown(arguments: Arguments) -> str:
    return ", ".join(f"{key}={value!r}" for key, value in arguments.items())


def _found(
    case: Case, head: Head, objection: Objection, metric: Metric | None, **words: str
) -> Iterator[Fault]:
    """The finding that `objection` is, where there is one."""
    after = bool(case.seen.after and head.after)
    rule = telling.finding_of(case.rules, head, objection, _size(case, head.units), after=after)
    if rule is None or _is_settled(case, head, objection):
        return
    severity = rule.evident.get(head.labels or "", rule.severity)
    if rule.unsure and _may_be_yes_or_no(case, head, metric):
        severity = rule.unsure
    if "{instead}" in rule.fix_says:
        words["instead"] = alternatives.instead(case.rules, head)
    if "{head}" in rule.fix_says:
        words["head"] = alternatives.way(case.rules, head, case.rules.losses[head.loss].link)
    yield Fault(rule, objection, head, metric, severity, {**_words(case, head, metric), **words})


def _may_be_yes_or_no(case: Case, head: Head, metric: Metric | None) -> bool:
    """Whether labels may be a yes or no, or classes, which squared errors are taken of too."""
    if head.labels or (head.units == 1 and head.activation != LINEAR):
        return False
    if head.activation != LINEAR or head.loss != SQUARED:
        return head.activation != LINEAR
    entries = (case.rules.metrics.get(each.name) for each in case.metrics)
    if any(entry and NUMBERS in entry.reads and ZERO_ONE not in entry.reads for entry in entries):
        return False
    return case.yes_or_no or (metric is not None and metric.name == BINARY_ACCURACY)


def _is_settled(case: Case, head: Head, objection: Objection) -> bool:
    """Whether labels that are no encoding of the rules answer an objection: numbers within reach, or
    the input of an autoencoder, which is no yes or no.
    """
    if objection.kind == "distance-on-classes":
        return is_input(case.labels) and not emitted(case.rules, head).sums_to_one
    return objection.kind == "falls-short" and _are_within_reach(case, head)


def _are_within_reach(case: Case, head: Head) -> bool:
    """Whether the numbers that are known of labels lie where the head puts out some."""
    labels, emits = case.labels, emitted(case.rules, head)
    if labels is None or labels.encoding != NUMBERS or labels.lowest is None or labels.highest is None:
        return False
    above = emits.low is not None and emits.low <= labels.lowest
    return above and (emits.high is None or labels.highest <= emits.high)


def _size(case: Case, units: int | None) -> str:
    """How many units there are, in the words of the rules."""
    return "input" if units is None and is_input(case.labels) else telling.counted(units)


def _words(case: Case, head: Head, metric: Metric | None) -> dict[str, str]:
    """The words that the texts of the rules leave open."""
    written, asks = case.loss.string or case.rules.losses[head.loss].keras, case.loss.asks
    return {
        **telling.words(case.rules, head),
        "after": case.seen.after,
        "loss": written,
        "logits": f"{asks}, which takes logits" if asks else f"from_logits=True in {written}",
        "labels": LABEL_WORDS.get(head.labels or "", head.labels or "such"),
        "metric": metric.seen.written if metric else "",
        "shape": more_than_rows(case),
        "evidence": case.labels.source if case.labels else "",
    }
