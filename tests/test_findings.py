"""What `check` can find follows from the facts: the example of a fault raises it, the fixed one nothing."""

from __future__ import annotations

import pytest

from lossadvisor.check.following.values import Constant, Data
from lossadvisor.check.judging.compiled import SeenLoss, SeenMetric
from lossadvisor.check.judging.heads import SeenHead
from lossadvisor.check.judging.verdicts import Met, raised
from lossadvisor.rulebook.findings import Shown
from lossadvisor.rulebook.overlays import as_head
from lossadvisor.rulebook.soundness import metric_arguments
from tests.shipped import RULES

SHOWN = [rule for rule in RULES.findings.values() if rule.wrong]


def met(shown: Shown, *, told: bool) -> Met:
    """`shown` as if it had been seen in a program; metrics that are `told` have the arguments they need."""
    activation, loss = RULES.activations[shown.activation], RULES.losses[shown.loss]
    head = SeenHead(
        activation=activation.keras,
        units=shown.units,
        inner=RULES.activations[shown.under].keras if shown.under else "",
        after=shown.after,
    )
    seen_loss = SeenLoss(name=loss.name, from_logits=shown.from_logits)
    metrics = [seen_metric(shown, name, told=told) for name in shown.metrics]
    return Met(RULES, head, seen_loss, metrics, Data(encoding=shown.labels))


def seen_metric(shown: Shown, name: str, *, told: bool) -> SeenMetric:
    metric = RULES.metrics[name]
    untold = {key: value for key, value in metric.arguments.items() if key not in metric.needs}
    given = metric_arguments(RULES, metric, as_head(shown)) if told else untold
    return SeenMetric(
        name, f"{metric.keras}()", None, False, {key: Constant(said) for key, said in (given or {}).items()}
    )


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_the_facts_find_in_what_is_wrong_this_and_nothing_else(rule):
    assert {each.rule.name for each in raised(met(rule.wrong, told=False))} == {rule.name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_the_facts_find_nothing_in_what_is_right(rule):
    assert rule.right
    found = raised(met(rule.right, told=True))
    assert [each.rule.name for each in found if each.severity != "note"] == []
