"""What mistakes cost is read in each form that people type, and decides where nothing else was said."""

from __future__ import annotations

import numpy as np
import pytest

from lossadvisor import recommend
from lossadvisor.advice import thresholds
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.costs import like, placeholders, table
from tests.shipped import LEAVES, RULES

COSTS = RULES.questions["costs"]
CHOICES = [leaf for leaf in LEAVES if leaf.choose]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("1,20", "1,20"),
        (" 1 20 ", "1,20"),
        ([1, 20], "1,20"),
        ("miss=20, false-alarm=1", "1,20"),
        ("false-alarm: 1, misses: 20", "1,20"),
        ("0,1,5;1,0,5;9,9,0", "0,1,5;1,0,5;9,9,0"),
        ("[[0, 1, 5], [1, 0, 5], [9, 9, 0]]", "0,1,5;1,0,5;9,9,0"),
        ([[0, 1], [0.5, 0]], "0,1;0.5,0"),
        ("0,1; 20,0;", "0,1;20,0"),
    ],
)
def test_costs_are_read_in_each_form(said, read):
    assert answer(COSTS, said) == read
    assert answer(COSTS, read) == read


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("1", ["is one number", "false alarm", "miss"]),
        ("", ["numbers separated by commas"]),
        ("1,-20", ["from 0 on", "-20"]),
        ("0,20", ["costs nothing", "above 0"]),
        ("1,inf", ["'inf'"]),
        ("1,nan", ["'nan'"]),
        ("miss=20", ["'miss=20'"]),
        ("0,1;20", ["row 2", "1 of 2 numbers"]),
        ("0,1,2;1,0;1,2,0", ["row 2", "2 of 3 numbers"]),
        ("0,1;1,1", ["row 2, column 2 is 1", "a right answer costs 0"]),
        ("0,0;0,0", ["no mistake costs anything"]),
        ("0,0;20,0", ["both mistakes"]),
        (",".join(["1"] * 101), ["100 classes at most"]),
    ],
)
def test_costs_that_cannot_be_are_refused_in_one_line(said, words):
    with pytest.raises(AdvisorError) as refused:
        answer(COSTS, said)
    assert "\n" not in str(refused.value)
    for word in (COSTS.option, *words):
        assert word in str(refused.value)


def test_a_list_says_what_it_costs_to_miss_a_class():
    assert table("1,5,9") == ((0, 1, 1), (5, 0, 5), (9, 9, 0))
    assert table("1,20") == table("0,1;20,0")
    assert placeholders("1,20") == placeholders("0,1;20,0")
    assert len(table(like(COSTS.example, 7))) == 7


@pytest.mark.parametrize("said", ["1,20", "0,1;20,0", "miss=20,false-alarm=1"])
def test_two_costs_make_a_threshold_and_nothing_is_weighted(said):
    """A yes pays from 1 / (1 + 20) on; that is said in words, so that nobody takes one cost for the other."""
    advice = recommend(task="binary", costs=said)
    assert "def decode(predictions, threshold=0.04762):" in advice.code
    assert "Precision(thresholds=0.04762" in advice.code
    assert not advice.fit
    assert "A false positive costs 1 and a false negative 20" in " ".join(advice.because)


def test_the_threshold_of_logits_is_one_of_logits():
    advice = recommend(task="binary", costs="1,20", output="logits")
    assert "def decode(predictions, threshold=-2.996):" in advice.code
    assert "Recall" not in advice.code, "Keras takes no threshold below 0"
    assert any("recall" in note.lower() for note in advice.notes)
    assert "def decode(predictions, threshold=0):" in recommend(task="binary", goal="margin").code
    assert "def decode(predictions, threshold=0):" in recommend(task="binary", output="logits").code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"costs": "1,20"}, {"goal": "decisions", "worse-mistake": "costs"}),
        ({"least_recall": 0.95}, {"goal": "decisions", "worse-mistake": "false-negatives"}),
        ({"least_precision": 0.95}, {"goal": "decisions", "worse-mistake": "false-positives"}),
        ({}, {"goal": "probabilities"}),
    ],
)
@pytest.mark.parametrize("about", [{"task": "binary"}, {"task": "multilabel", "classes": 4}], ids=str)
@pytest.mark.parametrize("data", ["plain", "imbalanced"])
def test_an_answer_implies_what_leads_to_its_question(said, meant, about, data):
    advice = recommend(**about, data=data, **said)
    assert meant.items() <= advice.answers.items()
    assert meant.items() <= advice.assumed.items()


def test_what_was_said_is_not_overruled_by_what_is_implied():
    with pytest.raises(AdvisorError, match="does not use costs; use it with goal="):
        recommend(task="binary", goal="probabilities", costs="1,20")
    assert recommend(task="ordinal", classes=3, costs="1,2,3").answers["order"] == "costs"
    with pytest.raises(AdvisorError, match="does not use costs; use it with order="):
        recommend(task="ordinal", classes=3, order="ordered", costs="1,2,3")


@pytest.mark.parametrize("labels", ["integer", "one-hot"])
@pytest.mark.parametrize("data", ["plain", "imbalanced"])
def test_costs_of_classes_make_the_answer_with_the_least_expected_cost(labels, data):
    advice = recommend(task="multiclass", classes=3, labels=labels, data=data, costs="0,1,9;1,0,9;3,3,0")
    assert not advice.fit
    costs = np.array(table("0,1,9;1,0,9;3,3,0"))
    chances = np.array([[0.3, 0.1, 0.6], [0.1, 0.1, 0.8], [0.4, 0.55, 0.05]])
    found = eval(advice.decoding.answers, {"np": np, "predictions": chances, "costs": costs})
    assert found.tolist() == [0, 2, 1]  # the first is most probably a fish, but to say so in vain is dear
    assert "[3, 3, 0]," in advice.prepare


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"task": "binary", "costs": "1,2,3"}, ["3 classes", "there are 2", "then what a miss costs"]),
        ({"task": "multiclass", "classes": 3, "costs": "1,20"}, ["2 classes", "there are 3", "3 rows of 3"]),
        ({"task": "multilabel", "classes": 4, "costs": "1,1,1,1"}, ["4 classes", "there are 2"]),
        ({"task": "regression", "costs": "1,20"}, ["regression does not use costs", "binary"]),
    ],
    ids=str,
)
def test_costs_go_with_the_number_of_classes(about, words):
    with pytest.raises(AdvisorError) as refused:
        recommend(**about)
    for word in words:
        assert word in str(refused.value)


def chosen(place: str):
    from lossadvisor.advice.records import Decoding

    namespace = {"np": np}
    exec(thresholds.function(Decoding("", "", "", "", chosen_by="it", place=place)), namespace)
    return namespace["chosen_threshold"]


def places(by: str) -> list[str]:
    """How leaves choose by something, with numbers for its gaps."""
    found = {leaf.choose.place for leaf in CHOICES if by in leaf.choose.by}
    return [each.replace("{least-recall}", "0.9").replace("{least-precision}", "0.9") for each in found]


@pytest.mark.parametrize("by", ["F1", "recall", "precision"])
@pytest.mark.parametrize("ties", [False, True])
def test_the_chosen_threshold_is_the_best_of_all(by, ties):
    """Beside all thresholds one by one, for three columns at once, with scores that are equal or not."""
    (place,) = places(by)
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(200, 3)).astype("float32")
    scores = np.round(scores) if ties else scores
    y = (scores + rng.normal(size=scores.shape) > 1).astype("float32")
    for column, threshold in enumerate(chosen(place)(y, scores)):
        each = {cut: judged(y[:, column], scores[:, column] > cut) for cut in (-9, *scores[:, column])}
        f1, recall, precision = judged(y[:, column], scores[:, column] > threshold)
        if by == "F1":
            assert f1 == pytest.approx(max(f1 for f1, _, _ in each.values()))
        elif by == "recall":
            assert recall >= 0.9
            assert threshold == max(cut for cut, (_, recall, _) in each.items() if recall >= 0.9)
        else:
            assert precision >= 0.9
            assert recall == max(recall for _, recall, precision in each.values() if precision >= 0.9)


def judged(y, yes) -> tuple[float, float, float]:
    found = float(np.sum(yes * y))
    f1 = 2 * found / max(np.sum(y) + np.sum(yes), 1)
    return f1, found / max(np.sum(y), 1), found / np.sum(yes) if np.sum(yes) else 1.0


@pytest.mark.parametrize("by", ["F1", "recall"])
def test_a_label_without_a_yes_is_never_given(by):
    (place,) = places(by)
    scores = np.random.default_rng(0).uniform(size=(50, 2))
    assert not (scores > chosen(place)(np.zeros((50, 2)), scores)).any()


def test_a_recall_of_all_finds_all():
    (place,) = places("recall")
    scores, y = np.array([[0.2], [0.2], [0.9]]), np.array([[1], [0], [1]])
    assert (scores > chosen(place.replace("0.9", "1"))(y, scores)).all()


def test_rules_that_choose_say_by_what():
    assert CHOICES
    for leaf in CHOICES:
        assert "validation data" in " ".join(leaf.because)
        assert leaf.choose.by in (
            "the highest F1",
            "a recall of {least-recall}",
            "a precision of {least-precision}",
        )
