"""A head is sound when seeks ⊆ emits ⊆ accepts; what is recommended is judged by the same facts."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from msgspec.structs import replace

from lossadvisor.rulebook.facts import Space
from lossadvisor.rulebook.heads import Head, Pair
from lossadvisor.rulebook.overlays import as_avoided, as_logits, head_at, understood_metrics
from lossadvisor.rulebook.soundness import REAL, Doubt, Kind, doubts, metric_arguments, objections, within
from tests.running import cases
from tests.shipped import LEAVES, RULES, has_logits

HEADS = cases("heads")


def usual_units(leaf):
    return leaf.units if isinstance(leaf.units, int) else 10_000


def head_of(case) -> Head:
    pair = Pair(case["head"])
    return Head(
        activation=pair.activation,
        loss=pair.loss,
        arguments={"from_logits": True} if case.get("from_logits") else {},
        units=case.get("units"),
        labels=case.get("labels"),
        metrics=tuple(case.get("metrics", ())),
        after=case.get("after", ""),
        under=case.get("under", ""),
    )


@pytest.mark.parametrize("case", HEADS, ids=lambda case: " ".join(map(str, case.values())))
def test_the_facts_say_what_is_wrong_with_a_head(case):
    assert [each.kind for each in objections(RULES, head_of(case))] == case["objections"]


@pytest.mark.parametrize("case", HEADS, ids=lambda case: " ".join(map(str, case.values())))
def test_the_facts_say_what_is_doubtful_about_a_head(case):
    assert [each.kind for each in doubts(RULES, head_of(case))] == case.get("doubts", [])


def test_for_every_kind_of_objection_and_doubt_there_is_a_case():
    assert {kind for case in HEADS for kind in case["objections"]} == set(get_args(Kind))
    by_head = set(get_args(Doubt)) - {"metric-unset"}  # no head has it: it is about arguments of metrics
    assert {kind for case in HEADS for kind in case.get("doubts", [])} == by_head


def test_every_doubt_and_the_gravest_objections_become_a_finding():
    told = {
        kind
        for rule in RULES.findings.values()
        for kind in (rule.when.objection.split(" or ") if rule.when else ())
    }
    assert set(get_args(Doubt)) <= told
    assert set(get_args(Kind)) - told == {"no-logits-form"}  # Keras has no such argument and says so


def test_every_recommended_head_is_sound_on_logits_with_a_metric_left():
    for leaf in filter(has_logits, LEAVES):
        head = as_logits(RULES, head_at(leaf, usual_units(leaf)))
        kept = understood_metrics(RULES, head)
        assert kept, leaf.where
        assert objections(RULES, replace(head, metrics=tuple(kept))) == (), leaf.where


def test_a_head_to_avoid_because_it_fails_or_is_constant_is_objected_to():
    for leaf in LEAVES:
        for avoided in leaf.avoid:
            by_head = avoided.head and not avoided.fit  # what fit() is given is no part of a head
            if by_head and avoided.shows in ("error", "constant"):
                unsound = as_avoided(leaf, avoided)
                assert objections(RULES, replace(head_at(unsound, usual_units(unsound)), metrics=()))


def test_a_softmax_over_one_unit_is_constant_whatever_the_loss():
    for loss in RULES.losses:
        one, two = (Head(activation="softmax", loss=loss, units=units) for units in (1, 2))
        assert [each.kind for each in objections(RULES, one)] == ["constant"]
        assert "constant" not in [each.kind for each in objections(RULES, two)]


def test_on_logits_only_a_head_without_an_end_will_do():
    for loss in (each for each in RULES.losses.values() if each.link):
        for activation in RULES.activations.values():
            head = Head(activation=activation.name, loss=loss.name, arguments={"from_logits": True})
            endless = activation.emits == "real"
            assert bool(objections(RULES, head)) != endless, f"{activation.name} with {loss.name}"


def test_within_is_an_order():
    spaces = [REAL, *RULES.spaces.values()]
    for one, other, third in product(spaces, repeat=3):
        assert within(one, one)
        if within(one, other) and within(other, third):
            assert within(one, third)


def test_a_sum_of_one_is_a_narrower_space():
    free = Space(name="free", says="free", low=0, high=1)
    tied = Space(name="tied", says="tied", low=0, high=1, sums_to_one=True)
    assert within(tied, free)
    assert not within(free, tied)
    assert not within(REAL, free)


def test_a_metric_is_moved_to_the_border_of_what_it_reads():
    metric = RULES.metrics["binary-accuracy"]
    margin = Head(activation="linear", loss="hinge", labels="zero-one")
    sure = Head(activation="sigmoid", loss="binary-crossentropy", labels="zero-one")
    assert metric_arguments(RULES, metric, margin) == {"threshold": 0.0}
    assert metric_arguments(RULES, metric, sure) == {}


def test_an_objection_is_one_line_that_names_what_is_at_fault():
    for activation, loss, labels in product(RULES.activations, RULES.losses, RULES.labels):
        for each in objections(RULES, Head(activation=activation, loss=loss, labels=labels, units=3)):
            assert "\n" not in each.says
            assert activation in each.says or loss in each.says or labels in each.says
