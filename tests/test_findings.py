"""What `check` can find follows from the facts: the example of a fault raises it, the fixed one nothing."""

from __future__ import annotations

import pytest

from lossadvisor.check.judging.cases import Case, loss_of, metrics_of
from lossadvisor.check.judging.faults import faults
from lossadvisor.check.seen import Head, Labels, Loss, Metric
from lossadvisor.rulebook.findings import Shown
from lossadvisor.rulebook.overlays import as_head
from lossadvisor.rulebook.soundness import metric_arguments
from tests.shipped import RULES

SHOWN = [rule for rule in RULES.findings.values() if rule.wrong]


def case(shown: Shown, *, given: bool) -> Case:
    """`shown` as if it had been seen in a program; metrics are `given` the arguments they need, or not."""
    head = Head(
        activation=RULES.activations[shown.activation].keras,
        units=shown.units,
        inner=RULES.activations[shown.under].keras if shown.under else "",
        after=shown.after,
    )
    loss = loss_of(RULES, Loss(shown.loss, shown.from_logits, origin="rules"))
    metrics = metrics_of(RULES, [metric(shown, name, given=given) for name in shown.metrics])
    return Case(RULES, head, loss, metrics, Labels(shown.labels))


def metric(shown: Shown, name: str, *, given: bool) -> Metric:
    entry = RULES.metrics[name]
    needed = metric_arguments(RULES, entry, as_head(shown)) or {}
    usual = {key: value for key, value in entry.arguments.items() if key not in entry.needs}
    arguments = {
        key: value for key, value in (needed if given else usual).items() if not isinstance(value, tuple)
    }
    return Metric(name, f"{entry.keras}()", arguments=arguments, origin="rules")


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_the_facts_find_in_what_is_wrong_this_and_nothing_else(rule):
    assert {each.rule.name for each in faults(case(rule.wrong, given=False))} == {rule.name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_the_facts_find_nothing_in_what_is_right(rule):
    assert rule.right
    found = faults(case(rule.right, given=True))
    assert [each.rule.name for each in found if each.severity != "note"] == []
