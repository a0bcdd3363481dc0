"""Which repairs of a finding are proven: after each, the facts say nothing new against the head."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.findings import Repair
from lossadvisor.check.seen import Place
from lossadvisor.rulebook.facts import Arguments
from lossadvisor.rulebook.findings import RepairRule
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import objections
from lossadvisor.rulebook.telling import entry_for

from .alternatives import suits
from .cases import Case
from .faults import Fault
from .findings import filled
from .vocabulary import entry_named, spellings

LOGITS: dict[str, Arguments] = {"from_logits=True": {"from_logits": True}, "from_logits=False": {}}


def repairs(fault: Fault, case: Case) -> tuple[Repair, ...]:
    """The repairs that the finding's rule names and that fit this case; none where a person must choose."""
    if case.loss.inside:
        return ()
    return tuple(_repairs(fault, case))


def _repairs(fault: Fault, case: Case) -> Iterator[Repair]:
    encoding = case.labels.encoding if case.labels else ""
    for way in fault.rule.fix:
        if (way.labels and encoding not in way.labels) or (way.losses and case.loss.name not in way.losses):
            continue
        at = _place(way, fault, case)
        new = _new(way, fault, case)
        if at is not None and new and _is_proven(way, new, fault, case):
            yield Repair(way.do, way.what, at, new, _takes(way, fault, case) if way.do == "give" else ())


def _takes(way: RepairRule, fault: Fault, case: Case) -> tuple[str, ...]:
    if way.what == "metric":
        return libraries(case.rules).takes("metric", fault.metric.seen.keras) if fault.metric else ()
    return libraries(case.rules).takes("loss", case.loss.written)


def _place(way: RepairRule, fault: Fault, case: Case) -> Place | None:
    if way.what == "metric":
        return fault.metric.at if fault.metric else None
    return case.seen.at if way.what == "activation" else case.loss.at


def _new(way: RepairRule, fault: Fault, case: Case) -> str:
    """What is to be written; for a swap the name of the sibling that reads the other labels."""
    if way.do != "swap":
        return filled(way.new, fault.words)
    if way.what == "metric":
        return _sibling(case.rules, fault.metric.seen.keras) if fault.metric else ""
    return _sibling(case.rules, case.loss.written)


def _sibling(rules: Rules, name: str) -> str:
    """`SparseCategoricalAccuracy` for `CategoricalAccuracy` and back; empty where Keras has no such pair."""
    words, classes = "sparse_", "Sparse"
    if name.startswith((words, classes)):
        other = name.removeprefix(words).removeprefix(classes)
    else:
        other = (classes if name[:1].isupper() else words) + name
    known = {*spellings(rules, "loss"), *spellings(rules, "metric")}
    return other if other in known and name in known else ""


def _is_proven(way: RepairRule, new: str, fault: Fault, case: Case) -> bool:
    """Whether the objection is gone once the repair is made, and no other has come."""
    if way.what == "metric":
        return way.do == "give" or "(" in new or _reads(case.rules, fault.head, new)
    repaired = _repaired(way, new, fault.head, case.rules)
    if repaired is None:
        return False
    if way.what == "activation" and not suits(case.rules, repaired.activation, repaired):
        return False
    left = {each.kind for each in objections(case.rules, repaired)}
    before = {each.kind for each in objections(case.rules, fault.head)}
    return left <= before - {fault.objection.kind}


def _repaired(way: RepairRule, new: str, head: Head, rules: Rules) -> Head | None:
    """The head after the repair; None for names that the rules do not know."""
    if way.do == "give":
        return replace(head, arguments=LOGITS[new]) if new in LOGITS else None
    if way.what == "activation":
        activation = entry_named(rules, "activation", new)
        return replace(head, activation=activation) if activation else None
    loss = entry_named(rules, "loss", new)
    return replace(head, loss=loss) if loss else None


def _reads(rules: Rules, head: Head, metric: str) -> bool:
    name = entry_named(rules, "metric", metric)
    if name is None:
        return False
    entry = entry_for(rules, name, head)
    return not any(each.about == entry for each in objections(rules, replace(head, metrics=(entry,))))
