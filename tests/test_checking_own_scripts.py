"""Checker and recommendations agree: every script checks clean, and what is warned of is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lossadvisor import recommend
from lossadvisor.advice import snippet
from lossadvisor.advice.recommending import advice, at_leaf
from lossadvisor.check.program import checked
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Avoided, Leaf
from lossadvisor.rulebook.overlays import as_alternative, as_avoided, avoided_name
from tests.running import cases
from tests.shipped import AT, BUNDLES, FORMS, LEAVES, RULES, SETTLED, leaf_at

UNSEEN: dict[str, list[str]] = {each["because"]: each["harms"] for each in cases("unseen_harms")}
# The Brier score is offered where it is what counts, at the price that the warning tells.
BRIER = ("softmax with mean-squared-error", "sigmoid with mean-squared-error")
PRICED = "regression-loss-for-classes"
METRICS = re.compile(r"    (?:weighted_)?metrics=\[\n.*?\n    \],", re.DOTALL)


@pytest.mark.parametrize("script", [
    *(pytest.param(advice(RULES, answers).script, id=" ".join(map(str, answers.values())))
      for answers in (*FORMS, *SETTLED)),
    *(pytest.param(recommend(**answers).script, id=str(answers)) for answers in BUNDLES),
])  # fmt: skip
def test_every_script_checks_clean_and_nothing_in_it_is_lost(script):
    found = checked(RULES, script)
    assert (found.findings, found.unfollowed, found.compiles) == ((), (), 1)


def test_nothing_speaks_against_code_to_paste():
    codes = {advice(RULES, answers).code for answers in (*FORMS, *SETTLED)}
    codes |= {recommend(**answers).code for answers in BUNDLES}
    assert [(code, found) for code in codes if (found := checked(RULES, code).findings)] == []


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.where)
def test_every_alternative_checks_without_a_warning(leaf):
    for other in leaf.instead:
        script = at_leaf(RULES, as_alternative(leaf, other), usual_answers(leaf), {}).script
        found = checked(RULES, script)
        raised = {each.name for each in found.findings if each.severity != "note"}
        assert raised <= ({PRICED} if other.head in BRIER else set())
        assert found.unfollowed == ()


def harms() -> Iterator[tuple[Leaf, Avoided]]:
    for leaf in LEAVES:
        for avoided in leaf.avoid:
            yield leaf, avoided


@pytest.mark.parametrize(
    ("leaf", "avoided"),
    [pytest.param(*each, id=f"{each[0].where} {avoided_name(each[1])}") for each in harms()],
)
def test_what_is_warned_of_is_found_in_a_script_unless_there_is_a_reason(leaf, avoided):
    found = checked(RULES, script_with(leaf, avoided))
    assert found.unfollowed == ()
    assert bool(found.findings) != any(name(leaf, avoided) in unseen for unseen in UNSEEN.values())


def test_every_reason_stands_for_something_that_is_warned_of():
    warned = {name(*each) for each in harms()}
    assert set().union(*UNSEEN.values()) <= warned


def name(leaf: Leaf, avoided: Avoided) -> str:
    """What is warned of and where: a metric by the head it reads."""
    read = f" of {leaf.recommend}" if avoided.metric else ""
    return f"{avoided_name(avoided)}{read} on {leaf.labels}"


def usual_answers(leaf: Leaf) -> dict[str, Answer]:
    """Answers that lead to `leaf`, with five classes where that is as good as two."""
    least = {**AT[leaf.where][0], "output": "probabilities", "style": "sequential"}
    usual = {**least, "classes": 5} if "classes" in least else least
    return usual if leaf_at(usual) is leaf else least


def script_with(leaf: Leaf, avoided: Avoided) -> str:
    """The script of `leaf` with what is warned of in it; a metric stands in the place of all others."""
    answers = usual_answers(leaf)
    if avoided.labels:  # these are what is stored
        answers = {name: answer for name, answer in answers.items() if name != "labels"}
    script = at_leaf(RULES, as_avoided(leaf, avoided), answers, {}, judge=False).script
    if avoided.metric is None:
        return script
    metric = RULES.metrics[avoided.metric]
    called = snippet.call(f"{metric.package}.metrics.{metric.keras}", metric.arguments)
    written = '"accuracy"' if metric.keras == "accuracy" else called
    replaced, count = METRICS.subn(lambda _: f"    metrics=[{written}],", script)
    assert count == 1
    return replaced
