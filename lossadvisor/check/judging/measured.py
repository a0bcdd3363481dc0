"""What one batch of a running model showed, as findings: only where nothing that explains it is told."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.measured import Measured
from lossadvisor.check.seen import Head, Labels, Model, Output
from lossadvisor.rulebook.contract import MINUS_ONE_ONE, NUMBERS, ZERO_ONE
from lossadvisor.rulebook.facts import Activation
from lossadvisor.rulebook.rules import Rules

from .cases import Case, mover
from .findings import Findings
from .labels import NEAR, Told
from .vocabulary import entry_named

ENOUGH = 8  # samples that differ, before it tells something that their predictions do not
NEARLY_ALL = 0.99
APART = 20  # times as wide as the other: no two samples of the same numbers differ so
NO_GRADIENT = "no-gradient"
SQUARE = "flat-labels-beside-a-column"
EXPLAINS = ("constant", "stuck", "error", "impossible")  # harms that make all else follow


def add_measured(
    model: Model, case: Case, output: Output, number: tuple[int, int], findings: Findings
) -> None:
    """Add what a run showed of one output."""
    if output.measured is None:
        return
    for metric, value in output.measured.unmoved:
        words = {"metric": metric, "value": f"{value:.0f}"}
        findings.add("metric-reads-the-same", model.at, words, head=number)
    known = findings.about(number)
    explained = any(case.rules.findings[name].shows in EXPLAINS for name in known)
    if not explained:
        found = (
            each for each in _told(case, output, output.measured) if not known or each.name != NO_GRADIENT
        )
        told = next(found, None)
        if told is not None:
            findings.add(told.name, told.at or model.at, told.words, severity=told.severity, head=number)
    if output.labels and output.checked and not findings.about(number) & {"labels-not-read"}:
        differs = _differ(output.labels, output.checked)
        if differs:
            words = {"written": differs}
            findings.add("validation-labels-differ", output.checked.given, words, head=number)


def _told(case: Case, output: Output, measured: Measured) -> Iterator[Told]:
    """What is wrong with the numbers of one batch, the cause before what comes of it."""
    head = case.seen
    activation = _activation(case.rules, head)
    if measured.broken and "the loss" in measured.broken:
        given = output.labels.given if output.labels else None
        yield Told("loss-not-finite", given, {"what": _named(measured.broken)})
    loss = case.rules.losses.get(case.loss.name)
    yield from _out_of_range(case, measured)
    yield from _of_loss(case, measured, output)
    if measured.samples == 1 and measured.rows >= ENOUGH:
        yield Told("inputs-alike", None, {"samples": str(measured.rows)})
    if measured.samples < ENOUGH:
        return
    words = {"samples": str(measured.samples), "activation": head.activation or "the last layer"}
    if measured.alike and activation and activation.dies and measured.highest == 0:
        yield Told("dead-at-the-end", head.at, words)
    elif measured.alike:
        yield Told("predictions-alike", head.layer or head.at, words)
    elif measured.at_ends >= NEARLY_ALL and loss and loss.link:
        yield Told("predictions-saturated", head.at, words)
    if measured.unreached:
        step = f"what lies between layer '{measured.unreached}' and the loss"
        yield Told(NO_GRADIENT, None, {"step": step})


def _of_loss(case: Case, measured: Measured, output: Output) -> Iterator[Told]:
    """What a loss of the program does with labels and predictions."""
    activation = _activation(case.rules, case.seen)
    if measured.squares:
        yield Told(SQUARE, output.labels.given if output.labels else None, {})
    emits = case.rules.spaces[activation.emits] if activation else None
    if measured.grows and emits and (emits.low, emits.high) == (0, 1):
        yield Told("loss-with-wrong-sign", case.loss.at, {})


def _out_of_range(case: Case, measured: Measured) -> Iterator[Told]:
    """Numbers that the loss does not take, from a last layer of which nobody knows what it puts out."""
    loss = case.rules.losses.get(case.loss.name)
    hidden = case.seen.activation is None or bool(mover(case.rules, case.seen))
    if loss is None or not hidden or case.loss.from_logits is not False or measured.lowest is None:
        return
    taken, low, high = case.rules.spaces[loss.accepts], measured.lowest, measured.highest or 0
    below = taken.low is not None and low < taken.low - NEAR
    if below or (taken.high is not None and high > taken.high + NEAR):
        words = {"loss": case.loss.string or loss.keras, "accepts": taken.says}
        yield Told(
            "out-of-range-for-loss",
            case.seen.at,
            {**words, "activation": f"numbers from {low:.3g} to {high:.3g}"},
            "error" if loss.link else None,
        )


def _activation(rules: Rules, head: Head) -> Activation | None:
    name = entry_named(rules, "activation", head.activation) if head.activation else None
    return rules.activations.get(name or "")


def _named(broken: tuple[str, ...]) -> str:
    """What is not finite, as far as it comes from the program."""
    given = [each for each in broken if each in ("x", "y")]
    return f"nan or infinity in {' and '.join(given)}" if given else "nan or infinity"


def _differ(labels: Labels, checked: Labels) -> str:
    """How labels for validation are written otherwise than those for training; empty where they are not."""
    if {*(labels.shape or ())[1:]} - {1} != {*(checked.shape or ())[1:]} - {1}:
        return f"shape {_said(checked)}, and {_said(labels)} in training"
    pair = {labels.encoding, checked.encoding}
    if pair == {MINUS_ONE_ONE, ZERO_ONE}:
        return f"{_span(checked)}, and {_span(labels)} in training"
    one, other = _width(labels), _width(checked)
    numbers = NUMBERS in pair or "fractions" in pair or "signed-fractions" in pair
    if numbers and one and other and max(one / other, other / one) > APART:
        return f"{_span(checked)}, and {_span(labels)} in training"
    return ""


def _said(labels: Labels) -> str:
    sizes = ", ".join("batch" if size is None else str(size) for size in labels.shape or ())
    return f"({sizes}{',' if len(labels.shape or ()) == 1 else ''})"


def _span(labels: Labels) -> str:
    return f"from {labels.lowest:.4g} to {labels.highest:.4g}"


def _width(labels: Labels) -> float:
    return 0.0 if labels.lowest is None or labels.highest is None else labels.highest - labels.lowest
