"""An alternative, a warning or logits in the place of a leaf's head: what is not said stays the leaf's."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.heads import Pair
from lossadvisor.rulebook.leaves import Alternative, Avoided, Change
from lossadvisor.rulebook.overlays import (
    as_alternative,
    as_avoided,
    as_logits,
    avoided_name,
    head_at,
    understood_metrics,
)
from tests.shipped import LEAVES, RULES, has_logits, leaf_at

LEAF = replace(
    leaf_at({"task": "binary", "labels": "soft"}),
    prepare="w = 1", fit={"sample_weight": "w"}, after="rescaling", answers="predictions",
    given={"mean": Change()}, since={"3.16": Change()},
)  # fmt: skip
OTHER = Pair("linear with hinge")
KEPT = ("units", "labels", "metrics", "answers", "prepare", "fit", "after", "layer", "data", "because")


def test_an_alternative_that_says_only_its_head_keeps_everything_else():
    told = as_alternative(LEAF, Alternative(head=OTHER, when="ever", price="none"))
    assert told.recommend == OTHER
    assert told.arguments == {}, "arguments belong to a loss"
    for name in KEPT:
        assert getattr(told, name) == getattr(LEAF, name), name


@pytest.mark.parametrize(
    ("name", "said"),
    [("units", 2), ("labels", "one-hot"), ("metrics", ()), ("answers", ""), ("prepare", ""), ("after", ""),
     ("fit", {"class_weight": "w"}), ("arguments", {"gamma": 1})],
)  # fmt: skip
def test_what_an_alternative_says_replaces_what_the_leaf_says(name, said):
    """Empty is said too: `after: ""` takes the layer away."""
    told = as_alternative(LEAF, Alternative(head=OTHER, when="ever", price="none", **{name: said}))
    assert getattr(told, name) == said


def test_an_alternative_that_prepares_otherwise_does_not_use_what_was_prepared():
    told = as_alternative(LEAF, Alternative(head=OTHER, when="ever", price="none", prepare=""))
    assert told.fit == {}


def test_a_head_to_avoid_stands_in_the_place_of_the_leaf_and_a_metric_leaves_it_alone():
    head = as_avoided(LEAF, Avoided(because="no", shows="worse", head=OTHER, arguments={"a": 1}, after=""))
    assert (head.recommend, head.arguments, head.after) == (OTHER, {"a": 1}, "")
    metric = as_avoided(LEAF, Avoided(because="no", shows="misreads", metric="mae"))
    assert (metric.recommend, metric.arguments) == (LEAF.recommend, LEAF.arguments)


def test_settings_of_the_leaf_do_not_reach_another_head():
    for told in (
        as_alternative(LEAF, Alternative(head=OTHER, when="ever", price="none")),
        as_avoided(LEAF, Avoided(because="no", shows="worse", head=OTHER)),
    ):
        assert (told.given, told.since) == ({}, {})


def test_a_head_has_units_where_they_are_known():
    assert head_at(replace(LEAF, units=3)).units == 3
    assert head_at(replace(LEAF, units="classes")).units is None
    assert head_at(replace(LEAF, units="classes"), 7).units == 7
    assert head_at(LEAF).after == "rescaling"


def test_logits_are_the_linear_head_of_a_loss_that_applies_the_link():
    for leaf in LEAVES:
        head = head_at(leaf)
        if head.from_logits:
            assert as_logits(RULES, head) is head
            continue
        if not has_logits(leaf):
            with pytest.raises(AdvisorError, match="leave out --output logits"):
                as_logits(RULES, head)
            continue
        raw = as_logits(RULES, head)
        assert (raw.activation, raw.loss, raw.from_logits) == ("linear", head.loss, True)
        assert raw.arguments == {**head.arguments, "from_logits": True}
        assert set(understood_metrics(RULES, raw)) <= set(head.metrics)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"head": OTHER}, "linear with hinge"),
        ({"head": OTHER, "units": 1}, "linear with hinge (1 unit)"),
        ({"head": OTHER, "units": 2, "labels": "one-hot"}, "linear with hinge (2 units, one-hot labels)"),
        ({"head": OTHER, "arguments": {"a": 1}}, "linear with hinge (a=1)"),
        ({"head": OTHER, "after": ""}, "linear with hinge (nothing after it)"),
        ({"head": OTHER, "after": "rescaling"}, "linear with hinge (then rescaling)"),
        ({"head": OTHER, "fit": {"class_weight": "w"}}, "linear with hinge (class_weight)"),
        ({"metric": "mae"}, "mae"),
        ({"metric": "accuracy"}, 'the string "accuracy"'),
    ],
)
def test_what_is_warned_of_is_named_with_all_that_sets_it_apart(more, name):
    assert avoided_name(Avoided(because="no", shows="worse", **more)) == name


def test_two_warnings_at_a_leaf_have_two_names():
    for leaf in LEAVES:
        names = [avoided_name(each) for each in leaf.avoid]
        assert len(set(names)) == len(names), leaf.where
