"""What the facts say against a head is told; what goes wrong is a finding or says why it is none."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec.structs import replace

from lossadvisor.check.judging.cases import Case, Loss, encoding, metrics_of
from lossadvisor.check.judging.faults import faults
from lossadvisor.check.seen import Head, Labels, Metric
from lossadvisor.rulebook import heads
from lossadvisor.rulebook.rules import FACTS
from lossadvisor.rulebook.soundness import objections
from lossadvisor.rulebook.telling import entry_for
from tests.shipped import RULES

TRAPS = [
    (f"{kind}: {entry.name}: {trap.what}", trap)
    for kind in ("labels", "activations", "losses", "metrics", "layers", "fit")
    for entry in getattr(RULES, kind).values()
    for trap in entry.goes_wrong
]
# label encodings that a program may show, and none
SHOWN = (None, "zero-one", "minus-one-one", "integer", "one-hot", "multi-hot", "numbers", "fractions")
# One activation for each space: what is said against the others is the same.
ACTIVATIONS = {entry.emits: entry for entry in reversed(RULES.activations.values())}.values()
# Numbers from a program may well lie where the activation does, so nothing is said against that.
NUMBERS = ("numbers", "fractions")


@pytest.mark.parametrize(("name", "trap"), TRAPS, ids=[name for name, _ in TRAPS])
def test_what_goes_wrong_is_a_finding_or_says_why_it_cannot_be_one(name, trap):
    assert bool(trap.finding) != bool(trap.unseen)
    assert trap.because or trap.finding
    assert not trap.finding or trap.finding in RULES.findings


def test_all_files_with_what_goes_wrong_are_looked_at():
    kinds = {
        kind for kind in FACTS for entry in getattr(RULES, kind).values() if getattr(entry, "goes_wrong", ())
    }
    assert kinds == {"labels", "activations", "losses", "metrics", "fit", "questions"}


@pytest.mark.parametrize("loss", RULES.losses)
def test_no_head_is_found_wrong_and_then_passed_over(loss):
    passed_over = []
    for activation, units, labels in product(ACTIVATIONS, (None, 1, 2, 4), SHOWN):
        for logits in (False, True) if RULES.losses[loss].link else (False,):
            entry = RULES.losses[loss]
            case = Case(
                RULES,
                Head(activation=activation.keras, units=units),
                Loss(loss, entry.keras, logits, None, "", ""),
                [],
                Labels(labels) if labels else None,
            )
            head = heads.Head(
                activation=activation.name,
                loss=loss,
                units=units,
                labels=encoding(case, units),
                arguments={"from_logits": True} if logits else {},
            )
            against = {each.kind for each in objections(RULES, head)}
            if labels in NUMBERS:
                against.discard("falls-short")
            if against and not list(faults(case)):
                passed_over.append((activation.name, units, labels, logits, against))
    assert passed_over == []


HEADS = {
    "a yes or no": ("sigmoid", "binary-crossentropy", 1, False),
    "its logit": ("linear", "binary-crossentropy", 1, True),
    "tags": ("sigmoid", "binary-crossentropy", 4, False),
    "classes in rows": ("softmax", "categorical-crossentropy", 4, False),
    "class numbers": ("softmax", "sparse-categorical-crossentropy", 4, False),
    "a number": ("linear", "mean-squared-error", 1, False),
    "a margin": ("tanh", "hinge", 1, False),
    "a count": ("exponential", "poisson", 1, False),
}


@pytest.mark.parametrize("head", HEADS)
def test_no_metric_is_found_wrong_and_then_passed_over(head):
    activation, loss, units, logits = HEADS[head]
    passed_over = []
    for name, entry in RULES.metrics.items():
        if entry.file or entry.package != "keras" or entry.keras == "accuracy" or entry.among:
            continue
        given = {"from_logits": True} if logits else {}
        judged = heads.Head(activation=activation, loss=loss, units=units, arguments=given)
        metric = Metric(entry.keras, f"{entry.keras}()")
        taken = entry_for(RULES, name, judged)
        case = Case(
            RULES,
            Head(activation=RULES.activations[activation].keras, units=units),
            Loss(loss, RULES.losses[loss].keras, logits, None, "", ""),
            metrics_of(RULES, [metric]),
            None,
        )
        against = objections(RULES, replace(judged, metrics=(taken,)))
        if against and not any(each.metric for each in faults(case)):
            passed_over.append((name, [each.says for each in against]))
    assert passed_over == []
