"""What labels themselves tell: how far their numbers go, how many classes there are, what was done."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.findings import Severity
from lossadvisor.check.seen import Labels, Model, Place
from lossadvisor.rulebook.contract import (
    INTEGER,
    LINEAR,
    MINUS_ONE_ONE,
    MULTI_HOT,
    NUMBERS,
    ONE_HOT,
    ZERO_ONE,
)
from lossadvisor.rulebook.facts import Loss, Space
from lossadvisor.rulebook.soundness import REAL, emitted, is_a_share, within

from .cases import Case, is_input
from .faults import faults, head_of
from .findings import Findings

NEAR = 1e-6
EXACT = (ZERO_ONE, MINUS_ONE_ONE, ONE_HOT, MULTI_HOT, INTEGER)  # each goes as far as its encoding says
MOST_GRADES = 20  # whole numbers of which more are hardly grades or classes
UNREAD, COUNTED = "labels-not-read", "classes-miscounted"


class Told(Struct, frozen=True):
    """A finding about labels: its name, its place, the words of its text, and how grave it is."""

    name: str
    at: Place | None
    words: dict[str, str]
    severity: Severity | None = None


def add_label_faults(model: Model, case: Case, number: tuple[int, int], findings: Findings) -> set[str]:
    """Add what the labels tell that one output is trained on, and say which findings these are."""
    found = [*_told(case, case.labels)] if case.loss.name and case.labels is not None else []
    for told in found:
        findings.add(told.name, told.at or model.at, told.words, severity=told.severity, head=number)
    return {told.name for told in found}


def add_checked_faults(
    model: Model, case: Case, checked: Labels, number: tuple[int, int], findings: Findings
) -> None:
    """Add what is wrong only with the labels that the model is validated on."""
    if not case.loss.name or case.labels == checked or is_input(case.labels):
        return
    known = {fault.rule.name for fault in faults(case)}
    at = checked.given or model.at
    for fault in faults(replace(case, labels=checked, metrics=[])):
        if fault.rule.name == UNREAD and fault.rule.name not in known:
            words = {**fault.words, "evidence": f"validation_data, {checked.source}"}
            findings.add(UNREAD, at, words, severity=fault.severity, head=number)


def _told(case: Case, labels: Labels) -> Iterator[Told]:
    for tell in (_scaled, _counted, _beyond, _out_of_reach, _grades, _no_shares):
        yield from tell(case, labels)


def _units(case: Case) -> int | None:
    return None if case.seen.reshaped else case.seen.units


def _loss(case: Case) -> Loss:
    return case.rules.losses[case.loss.name]


def _scaled(case: Case, labels: Labels) -> Iterator[Told]:
    if labels.scaled and _loss(case).link and _units(case):
        yield Told("labels-scaled", labels.at, {"how": labels.scaled})


def _counted(case: Case, labels: Labels) -> Iterator[Told]:
    """Units against classes."""
    units = _units(case) or 0
    if labels.classes and (_is_short(case, labels, units) or (_is_other(labels, units))):
        words = {"units": str(units), "classes": str(labels.classes), "evidence": labels.source}
        yield Told(COUNTED, case.seen.layer, words)


def _is_short(case: Case, labels: Labels, units: int) -> bool:
    return labels.encoding == INTEGER and _loss(case).link == "softmax" and 1 < units < (labels.classes or 0)


def _is_other(labels: Labels, units: int) -> bool:
    return labels.encoding == ONE_HOT and units > 1 and units != labels.classes


def _beyond(case: Case, labels: Labels) -> Iterator[Told]:
    """Class numbers for which there is no unit."""
    units = _units(case) or 0
    if INTEGER not in _loss(case).reads or units < 2 or case.loss.spares or labels.scaled:
        return
    if labels.encoding not in (INTEGER, ZERO_ONE) or _is_short(case, labels, units):
        return
    below = labels.lowest is not None and labels.lowest < 0 and not case.loss.inside
    if below or (labels.highest is not None and labels.highest >= units):
        words = {"units": str(units), "span": _span(labels), "evidence": labels.source}
        yield Told("labels-beyond-units", case.seen.layer, words)


def _span(labels: Labels) -> str:
    """From where to where labels go, in words."""
    if labels.lowest is not None and labels.lowest < 0 and (labels.highest or 0) <= 0:
        return f"down to {labels.lowest:.4g}"
    if labels.lowest is None or labels.lowest == labels.highest:
        return f"up to {labels.highest:.4g}"
    return f"from {labels.lowest:.4g} to {labels.highest:.4g}"


def _out_of_reach(case: Case, labels: Labels) -> Iterator[Told]:
    """Targets that lie where the head puts out nothing."""
    head = head_of(case)
    if head is None or head.labels in EXACT or not _aims_at(case, labels):
        return
    emits = emitted(case.rules, head)
    span = _outside(labels, emits)
    if span:
        activation = case.rules.activations[head.activation]
        bounded = emits.low is not None and emits.high is not None
        words = {"activation": activation.keras, "span": span, "evidence": labels.source}
        yield Told(
            "bounded-head-for-regression" if bounded else "targets-below-zero", case.seen.at, words, "error"
        )


def _aims_at(case: Case, labels: Labels) -> bool:
    """Whether the loss is least where the prediction is the target, which may be anything that goes in."""
    loss = _loss(case)
    return loss.seeks == "labels" or (is_input(labels) and is_a_share(case.rules.spaces[loss.accepts]))


def _outside(labels: Labels, emits: Space) -> str:
    """How far labels go beyond a space, in words; empty where they do not."""
    if emits.high is not None and labels.highest is not None and labels.highest > emits.high + NEAR:
        return f"as high as {labels.highest:.4g}"
    if emits.low is not None and labels.lowest is not None and labels.lowest < emits.low - NEAR:
        return f"as low as {labels.lowest:.4g}"
    return ""


def _no_shares(case: Case, labels: Labels) -> Iterator[Told]:
    """Rows of numbers beyond 0 to 1 for a loss that measures from shares to shares, and takes any."""
    loss, shape = _loss(case), labels.shape or ()
    taken = case.rules.spaces[loss.accepts]
    beyond = (labels.highest or 0) > 1 + NEAR or (labels.lowest or 0) < -NEAR
    rows = len(shape) > 1 and shape[-1] == _units(case)
    if loss.link or not taken.sums_to_one or _aims_at(case, labels) or case.loss.inside:
        return
    if beyond and rows and labels.encoding in (NUMBERS, INTEGER):
        words = {"loss": case.loss.string or loss.keras, "labels": "real-number", "evidence": labels.source}
        way = "labels that sum to 1, as y / y.sum(axis=-1, keepdims=True)"
        yield Told(UNREAD, case.loss.at, {**words, "instead": way})


def _grades(case: Case, labels: Labels) -> Iterator[Told]:
    """A few whole numbers, which may be classes, grades or an amount."""
    if labels.encoding != INTEGER or labels.certain or case.seen.activation != LINEAR:
        return
    loss = _loss(case)
    measures = loss.seeks == "labels" and within(REAL, case.rules.spaces[loss.accepts])
    low, high = labels.lowest, labels.highest or 0
    if measures and low is not None and low >= 0 and 1 < high - low <= MOST_GRADES:
        words = {"loss": case.loss.string or loss.keras, "span": _span(labels), "evidence": labels.source}
        yield Told("whole-numbers-as-amounts", case.loss.at, words)
