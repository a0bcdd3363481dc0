"""What was seen as findings: heads are judged by the facts, the rest is said as it was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lossadvisor.check.findings import Checked, Related, Repair, Severity
from lossadvisor.check.seen import INPUT, Head, Model, Name, Output, Place, Seen, Unfollowed
from lossadvisor.rulebook.rules import Rules

from . import repairs
from .axes import add_axes
from .cases import (
    Case,
    Loss,
    Metric,
    by_shape,
    is_moved_anywhere,
    loss_of,
    metrics_of,
    mover,
    reads_any_number,
)
from .decodings import add_decodings
from .faults import Fault, faults
from .findings import Findings
from .labels import COUNTED, add_checked_faults, add_label_faults
from .measured import add_measured
from .precision import add_precision
from .shapes import add_shape_faults
from .training import add_training
from .vocabulary import gone, meant

OUTPUTS = {"losses": "losses", "metrics": "metrics", "weights": "loss-weights"}
UNTOLD = "this file does not show it"
UNREAD = ("labels-unread", "units-unfit")  # labels of another form have another shape too


def judged(rules: Rules, seen: Seen) -> Checked:
    """Everything there is to say about what was seen. Reads nothing else."""
    findings = Findings(rules)
    for number, model in enumerate(seen.models):
        _add_model(rules, seen, number, model, findings)
    add_decodings(rules, seen, findings)
    for oddity in seen.oddities:
        findings.add(oddity.finding, oddity.at, oddity.words)
    for name in seen.names:
        _add_name(rules, seen, name, findings)
    for each in seen.unfollowed:
        findings.not_followed(each)
    return findings.checked(seen.compiles)


def _add_model(rules: Rules, seen: Seen, number: int, model: Model, findings: Findings) -> None:
    """What is wrong at one compile()."""
    if model.third is not None:
        named = Repair("name", "argument", model.third.at, "metrics")
        words = {"third": model.third.text}
        severity: Severity | None = "note" if seen.keras_2 else None
        findings.add("metrics-taken-for-loss-weights", model.third.at, words, (named,), severity)
    for name in model.names:
        _add_name(rules, seen, name, findings)
    _add_compile(model, seen.keras_2, findings)
    add_training(rules, model, seen.keras_2, seen.logs_acc, findings)
    for each in model.unfollowed:
        findings.not_followed(each)
    add_precision(rules, model, findings)
    add_axes(rules, model, findings)
    for of_model, output in enumerate(model.outputs):
        _add_output(rules, model, output, (number, of_model), findings)


def _add_compile(model: Model, keras_2: bool, findings: Findings) -> None:
    """Losses, metrics and weights that do not go with the outputs, and metrics without brackets."""
    severity: Severity | None = "note" if keras_2 else None
    for each in model.mismatches:
        words = {each.of: each.losses, "turns" if each.swapped else "outputs": each.outputs}
        name = "loss-weights-swapped" if each.swapped else f"{OUTPUTS[each.of]}-and-outputs-differ"
        findings.add(name, each.at, words, severity=severity if each.of == "metrics" else None)
    if model.bare is not None:
        enclosed = Repair("enclose", "argument", model.bare.at)
        words = {"third": model.bare.text}
        findings.add("metrics-without-brackets", model.bare.at, words, (enclosed,), severity)


def _add_name(rules: Rules, seen: Seen, name: Name, findings: Findings) -> None:
    """A text that Keras does not know and that is near to one it does."""
    if seen.own_names:
        return
    now = gone(name.kind, name.text)
    near = now or meant(rules, name.kind, name.text)
    if near:
        words = {"kind": name.kind, "wrong": name.text, "near": near}
        repair = Repair("replace", "string", name.at, near)
        severity: Severity | None = "note" if now and seen.keras_2 else None
        findings.add("name-of-keras-2" if now else "unknown-name", name.at, words, (repair,), severity)


def _add_output(
    rules: Rules, model: Model, output: Output, number: tuple[int, int], findings: Findings
) -> None:
    losses = [loss_of(rules, each) for each in output.losses]
    metrics = metrics_of(rules, output.metrics)
    heads = output.heads
    if not model.elsewhere:  # else it is told in that file
        _add_unfollowed(rules, model, heads, losses, metrics, findings)
    if not losses:
        return
    groups: dict[tuple[Place | None, str], list[Head]] = {}
    for head in heads or (Head(),):
        groups.setdefault((head.at, head.there), []).append(head)
    for group in groups.values():
        _add_agreed(rules, model, group, losses, metrics, output, number, findings)


def _add_unfollowed(
    rules: Rules,
    model: Model,
    heads: tuple[Head, ...],
    losses: list[Loss],
    metrics: list[Metric],
    findings: Findings,
) -> None:
    """Add what of an output could not be told."""
    if len(losses) == 1 and losses[0].why:
        findings.not_followed(Unfollowed(model.at, "the loss", losses[0].why))
    if not losses or not heads:
        return
    if all(head.activation is None for head in heads) and not _asks_nothing(rules, heads, losses, metrics):
        findings.not_followed(Unfollowed(model.at, "the last layer", heads[0].why or UNTOLD))
    if all(any(is_moved_anywhere(rules, head, loss) for loss in losses) for head in heads):
        why = f"{mover(rules, heads[0])} changes its output"
        findings.not_followed(Unfollowed(model.at, "the last layer", why))


def _asks_nothing(rules: Rules, heads: tuple[Head, ...], losses: list[Loss], metrics: list[Metric]) -> bool:
    """Whether nothing that is judged depends on a last layer that is not known.

    That is so of losses that the program defines without one of Keras in them, and of numbers that go
    through the model as they are and are measured as such.
    """
    if not metrics and all(not each.written and not each.why for each in losses):
        return True
    return all(head.kind == INPUT for head in heads) and all(reads_any_number(rules, each) for each in losses)


def _add_agreed(
    rules: Rules,
    model: Model,
    heads: list[Head],
    losses: list[Loss],
    metrics: list[Metric],
    output: Output,
    number: tuple[int, int],
    findings: Findings,
) -> None:
    """Add what holds in all ways in which one layer may be the head, or in all with one of its choices."""
    known = (metrics, output.labels, output.shape, model.yes_or_no)
    cases = [
        Case(rules, head, by_shape(rules, loss, head, output.labels), *known)
        for head in heads
        for loss in losses
    ]
    found: dict[tuple[str, int], list[tuple[Fault, Case]]] = {}
    for case in cases:
        for key, fault in {(each.rule.name, id(each.metric)): each for each in faults(case)}.items():
            found.setdefault(key, []).append((fault, case))
    agreed = [same[0] for same in found.values() if len(same) == len(cases)]
    told = len(cases) == 1 and _add_of_labels(model, cases[0], output, agreed, number, findings)
    if told or output.measured is not None:  # by its numbers alone, an encoding may be another with the same
        agreed = [(fault, case) for fault, case in agreed if not fault.rule.general]
    for fault, case in agreed:
        _add_fault(model, fault, case, number, findings)
    for same in found.values():
        if len(same) != len(cases):
            _add_offered(model, cases, same, number, findings)
    if len(cases) == 1 and output.checked is not None:
        add_checked_faults(model, cases[0], output.checked, number, findings)
    if len(cases) == 1:
        add_measured(model, cases[0], output, number, findings)


def _add_of_labels(
    model: Model,
    case: Case,
    output: Output,
    agreed: list[tuple[Fault, Case]],
    number: tuple[int, int],
    findings: Findings,
) -> bool:
    """Add what labels tell by their numbers and their shape, and say whether they tell anything."""
    told = add_label_faults(model, case, number, findings)
    unread = any(fault.objection.kind in UNREAD and not fault.rule.general for fault, _ in agreed)
    if unread or COUNTED in told:
        return bool(told)
    return add_shape_faults(model, case, output, number, findings) or bool(told)


def _add_offered(
    model: Model,
    cases: list[Case],
    same: list[tuple[Fault, Case]],
    number: tuple[int, int],
    findings: Findings,
) -> None:
    """Add a fault that there is in all cases with one of the values that the program tries."""
    often, chosen = Counter(_choice(case) for _, case in same), Counter(map(_choice, cases))
    for fault, case in same:
        choice = _choice(case)
        if choice and often[choice] == chosen[choice]:
            _add_fault(model, fault, case, number, findings, choice)
            return


def _choice(case: Case) -> str:
    """What the program has chosen in a case, of the values that it tries."""
    return " and ".join(filter(None, dict.fromkeys((case.seen.choice, case.loss.choice))))


def _add_fault(
    model: Model,
    fault: Fault,
    case: Case,
    number: tuple[int, int],
    findings: Findings,
    choice: str = "",
) -> None:
    """Add a fault, which there is only with a `choice` that the program tries."""
    place = _place(fault, case) or model.at
    related = tuple(_related(fault, case, place))
    repaired = () if choice else repairs.repairs(fault, case)
    there = case.seen.there if fault.rule.at == "layer" else ""
    there = ", ".join(filter(None, (there, f"with the choice {choice}" if choice else "")))
    findings.add(fault.rule.name, place, fault.words, repaired, fault.severity, related, number, there)


def _place(fault: Fault, case: Case) -> Place | None:
    """The part of the program that the finding is about."""
    if fault.rule.at == "metric":
        return fault.metric.at if fault.metric else None
    return {"layer": case.seen.at, "loss": case.loss.at, "after": case.seen.after_at}.get(fault.rule.at)


def _related(fault: Fault, case: Case, place: Place) -> Iterator[Related]:
    for part, other in (("layer", case.seen.at), ("loss", case.loss.at)):
        if other is not None and other != place and part != fault.rule.at:
            yield Related(other, f"the {part} is given here")
