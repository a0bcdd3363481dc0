"""What a recommendation holds, on every path, in both forms and both styles."""

from __future__ import annotations

import json
import shlex
from itertools import pairwise

import pytest
from msgspec.structs import replace

from lossadvisor import recommend
from lossadvisor.advice.recommending import advice, at_leaf, recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.report import document, encoding
from lossadvisor.rulebook.overlays import as_alternative, as_avoided
from lossadvisor.rulebook.placeholders import placeholders, size
from tests.running import cases, ran
from tests.shipped import (
    AT,
    BUNDLES,
    EACH,
    FORMS,
    HEADS,
    LEAVES,
    RULES,
    SETTLED,
    STOPS,
    has_logits,
    leaf_at,
    named,
)

KNOWN = ("units", "class-weights", "root-weights", "smoothed-away")


@pytest.mark.parametrize("answers", [*EACH, *STOPS, *BUNDLES], ids=named)
def test_the_printed_command_gives_the_same_again(answers):
    told = recommended(RULES, answers)
    program, *arguments = shlex.split(told.command)
    assert program == "lossadvisor"
    again = ran(*arguments, "--format", "json")
    assert json.loads(again.out) == json.loads(encoding.encoded(document.record(told)))


@pytest.mark.parametrize("answers", HEADS, ids=named)
def test_probabilities_and_logits_flip_everything_together(answers):
    leaf = leaf_at(answers)
    if leaf.arguments.get("from_logits"):  # logits are what is recommended there anyway
        assert advice(RULES, {**answers, "output": "logits"}).code == advice(RULES, answers).code
        return
    if not has_logits(leaf):
        with pytest.raises(AdvisorError, match="leave out --output logits"):
            advice(RULES, {**answers, "output": "logits"})
        return
    sure, raw = (advice(RULES, {**answers, "output": form}) for form in ("probabilities", "logits"))
    assert (sure.activation, raw.activation) == (RULES.activations[leaf.recommend.activation].keras, "linear")
    assert "from_logits" not in sure.loss_arguments
    assert raw.loss_arguments == {**sure.loss_arguments, "from_logits": True}
    assert sure.decoding.link == ""
    assert (raw.decoding.link != "") != (raw.decoding.threshold not in ("", sure.decoding.threshold))
    assert (sure.loss, sure.units, sure.labels) == (raw.loss, raw.units, raw.labels)
    assert len(sure.metrics) == len(raw.metrics) + sum("cannot read logits" in note for note in raw.notes)


@pytest.mark.parametrize("where", AT)
def test_a_recommendation_says_why_and_where_it_can_be_looked_up(where):
    for answers in AT[where]:
        told = advice(RULES, answers)
        assert told.because, named(answers)
        assert told.sources
        assert told.metrics
        assert told.decoding.says
        assert told.labels.says
        assert told.hidden
        assert answers.items() <= told.answers.items()
        assert told.assumed == {name: told.answers[name] for name in told.answers.keys() - answers.keys()}


def test_nothing_is_left_to_fill_in():
    """Whatever stands in braces in the rules has become a number or a word."""
    for answers in (*FORMS, *SETTLED):
        told = replace(advice(RULES, answers), python=())  # whose braces are Python's own
        text = encoding.encoded(document.record(told))
        assert not set(placeholders(text)) & {*KNOWN, *RULES.questions}, named(answers)


def test_units_are_the_numbers_that_were_given():
    for answers in HEADS:
        told, leaf = advice(RULES, answers), leaf_at(answers)
        assert told.units == size(leaf.units, answers)
        if leaf.units in ("classes", "outputs"):
            assert told.units == answers[leaf.units]


def test_what_nobody_said_is_marked_as_assumed():
    told = recommend(task="binary")
    assert told.assumed == {name: told.answers[name] for name in told.answers if name != "task"}
    assert "labels" in told.assumed
    assert "labels" not in recommend(task="binary", labels="strings").assumed


def test_output_is_not_assumed_where_it_makes_no_difference():
    assert "output" not in recommend(task="regression").assumed
    assert "output" in recommend(task="binary").assumed


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.where)
def test_alternatives_and_heads_to_avoid_have_code_of_their_own(leaf):
    given = next(answers for answers in HEADS if leaf_at(answers) is leaf)
    for other in leaf.instead:
        told = at_leaf(RULES, as_alternative(leaf, other), dict(given), {})
        assert told.loss == RULES.losses[other.head.loss].keras
        compile(told.script, str(other.head), "exec")
    for avoided in leaf.avoid:
        compile(at_leaf(RULES, as_avoided(leaf, avoided), dict(given), {}, judge=False).script, "", "exec")


@pytest.mark.parametrize("answers", HEADS, ids=named)
def test_labels_as_they_are_stored_are_turned_into_labels_that_the_loss_reads(answers):
    labels = advice(RULES, answers).labels
    assert labels.given == answers.get("labels", labels.given)
    turned = labels.convert.removesuffix(labels.shaped).strip()
    if labels.given in RULES.labels and labels.given != labels.encoding:
        assert turned
        said = iter(f"{labels.learn}\n{turned}".split())  # with asserts between, which are not shown again
        assert all(word in said for word in labels.conversions[labels.given].split())
    elif labels.given == labels.encoding:
        assert turned == ""


@pytest.mark.parametrize("row", cases("articles"), ids=lambda row: row["case"])
def test_every_case_of_the_articles_is_an_example(row):
    example = next(each for each in RULES.tasks[row["task"]].examples if each.says == row["example"])
    told = recommend(task=row["task"], **example.answers)
    beside = {(each.activation, each.loss) for each in told.instead}
    assert told.pair == row.get("head", told.pair)
    assert told.units == row.get("units", told.units)
    assert {in_keras(pair) for pair in row.get("beside", ())} <= beside
    assert {in_keras(pair) for pair in row.get("offers", ())} <= {in_keras(told.pair), *beside}


def in_keras(pair: str) -> tuple[str, str]:
    activation, _, loss = pair.partition(" with ")
    return RULES.activations[activation].keras, RULES.losses[loss].keras


def test_the_accuracy_string_is_warned_of():
    assert any("accuracy" in each.what for each in recommend(task="regression").avoid)
    assert not any("Accuracy" in each.metric for each in recommend(task="regression").metrics)


def test_more_is_said_the_nearer_one_comes():
    """What a task says stands before what its leaf says."""
    because = recommend(task="binary").because
    assert len(because) >= 2
    assert because[0] == recommend(task="binary", goal="margin").because[0]
    assert all(before != after for before, after in pairwise(because))


def test_what_belongs_to_one_head_is_not_passed_over_where_there_are_several():
    with pytest.raises(AdvisorError, match="counts belongs to one output; give it there"):
        recommend(task="several-outputs", heads="a: binary, b: regression", counts="9,1")
