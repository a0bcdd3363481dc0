"""A head is sound when seeks ⊆ emits ⊆ accepts; what is recommended is judged by the same facts."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from msgspec.structs import replace

from lossadvisor.rulebook.facts import Labels, Layer, Space
from lossadvisor.rulebook.heads import Head, Pair
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.overlays import as_avoided, as_logits, head_at, understood_metrics
from lossadvisor.rulebook.soundness import (
    REAL,
    Doubt,
    Kind,
    doubts,
    metric_arguments,
    objections,
    readable,
    within,
)
from tests.running import CASES, cases
from tests.shipped import LEAVES, RULES, has_logits

# no head has these: they are about what metrics are given
OF_ARGUMENTS = {
    "metric-unset",
    "metric-misset",
    "metric-finds-all",
    "metric-takes-rows",
    "metric-takes-batch",
}
HEADS = cases("heads")
SMALL = load(CASES / "small")  # yes-no and amounts, linear and sigmoid, two losses and two metrics
LOGITS = {"from_logits": True}


def usual_units(leaf):
    return leaf.units if isinstance(leaf.units, int) else 10_000


def head_of(case) -> Head:
    pair = Pair(case["head"])
    return Head(
        activation=pair.activation,
        loss=pair.loss,
        arguments=LOGITS if case.get("from_logits") else {},
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
    by_head = set(get_args(Doubt)) - OF_ARGUMENTS
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
            head = Head(activation=activation.name, loss=loss.name, arguments=LOGITS)
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


def test_a_length_of_one_is_a_narrower_space():
    free = Space(name="free", says="free", low=-1, high=1)
    tied = Space(name="tied", says="tied", low=-1, high=1, of_length_one=True)
    assert within(tied, free)
    assert not within(free, tied)


@pytest.mark.parametrize(
    ("low", "high", "inside"),
    [(0, 1, True), (0.2, 0.8, True), (0, 1.1, False), (-0.1, 1, False), (2, 3, False)],
)
def test_a_space_lies_within_another_where_both_its_ends_do(low, high, inside):
    outer = Space(name="unit", says="unit", low=0, high=1)
    assert within(Space(name="inner", says="inner", low=low, high=high), outer) == inside


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


@pytest.mark.parametrize(
    ("metric", "head", "arguments"),
    [
        ("miss", Head(activation="linear", loss="crossentropy", arguments=LOGITS), None),
        ("hits", Head(activation="linear", loss="crossentropy", arguments=LOGITS), {"threshold": 0.0}),
        ("hits", Head(activation="sigmoid", loss="crossentropy", arguments=LOGITS), {}),
        ("miss", Head(activation="sigmoid", loss="crossentropy"), {}),
        ("hits", Head(activation="sigmoid", loss="crossentropy"), {}),
        ("miss", Head(activation="linear", loss="squared-error"), {}),
    ],
    ids=str,
)
def test_a_metric_that_takes_any_number_misreads_logits_and_only_those(metric, head, arguments):
    assert metric_arguments(SMALL, SMALL.metrics[metric], head) == arguments


def test_a_metric_that_looks_at_the_order_alone_reads_logits_as_they_are():
    order = replace(SMALL.metrics["miss"], logits={})
    assert (
        metric_arguments(SMALL, order, Head(activation="linear", loss="crossentropy", arguments=LOGITS)) == {}
    )


@pytest.mark.parametrize(
    ("labels", "arguments"), [("amounts", {"threshold": 0.0}), ("yes-no", None), (None, None)]
)
def test_a_border_is_moved_only_where_the_best_predictions_lie_beyond_what_the_metric_reads(
    labels, arguments
):
    head = Head(activation="linear", loss="squared-error", labels=labels)
    assert metric_arguments(SMALL, SMALL.metrics["hits"], head) == arguments


PAIR = Labels(
    name="pair", says="two", shape="(batch, 2)", dtype="float32", hull="real", least_units=2, most_units=2
)
ROW = Labels(name="row", says="one row", shape="(batch,)", dtype="float32", hull="real", through="one-row")
FOLDED = replace(
    SMALL,
    labels={**SMALL.labels, "pair": PAIR, "row": ROW},
    layers={name: Layer(name=name, says=name, code="") for name in ("one-row", "dropout")},
    losses={
        **SMALL.losses,
        "squared-error": replace(SMALL.losses["squared-error"], reads=("amounts", "pair", "row")),
    },
)


@pytest.mark.parametrize(
    ("units", "after", "labels"),
    [
        (None, "", {"amounts", "pair"}),
        (1, "", {"amounts"}),
        (2, "", {"amounts", "pair"}),
        (3, "", {"amounts"}),
        (1, "one-row", {"amounts", "row"}),
        (1, "dropout", {"amounts"}),
    ],
)
def test_a_loss_reads_the_labels_that_go_with_the_units_and_the_layer_after_them(units, after, labels):
    assert readable(FOLDED, FOLDED.losses["squared-error"], units, after) == labels


@pytest.mark.parametrize(("units", "after", "fits"), [(None, "", True), (1, "", False), (1, "one-row", True)])
def test_units_fit_no_labels_only_where_they_are_known(units, after, fits):
    rows = replace(FOLDED.losses["squared-error"], reads=("row",))
    rules = replace(FOLDED, losses={**FOLDED.losses, "squared-error": rows})
    found = objections(rules, Head(activation="linear", loss="squared-error", units=units, after=after))
    assert [each.kind for each in found] == ["units-unfit"] * (not fits)


@pytest.mark.parametrize(
    ("units", "after", "doubted"),
    [(1, "", False), (2, "", True), (3, "", False), (1, "one-row", True), (1, "dropout", False)],
)
def test_a_metric_is_doubted_for_labels_that_go_with_the_head_and_for_no_others(units, after, doubted):
    head = Head(activation="linear", loss="squared-error", units=units, after=after, metrics=("miss",))
    found = doubts(FOLDED, head)
    assert [each.says for each in found] == ["miss does not read all labels of squared-error"] * doubted
    assert [each.about for each in found] == ["miss"] * doubted
    assert doubts(FOLDED, replace(head, labels="amounts")) == ()


@pytest.mark.parametrize("case", [case for case in HEADS if "says" in case], ids=lambda case: case["head"])
def test_an_objection_or_doubt_says_what_is_wrong_with_the_head(case):
    head = head_of(case)
    assert [each.says for each in (*objections(RULES, head), *doubts(RULES, head))] == case["says"]


def test_what_every_kind_of_objection_and_doubt_says_is_shown_by_a_case():
    shown = {
        kind for case in HEADS if "says" in case for kind in (*case["objections"], *case.get("doubts", ()))
    }
    assert shown == {*get_args(Kind), *get_args(Doubt)} - OF_ARGUMENTS
