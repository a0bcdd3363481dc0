"""A symptom is found by the words that people have for it, and each of its causes leads somewhere."""

from __future__ import annotations

import json

import pytest

from lossadvisor.lookup.explanation import explanation
from tests.running import ran, refused
from tests.shipped import RULES

SYMPTOMS = list(RULES.symptoms.values())
CAUSES = [(f"{each.name}: {name}", cause) for each in SYMPTOMS for name, cause in each.causes.items()]
# What people type, and the symptom that they mean.
TYPED = {
    "negative loss": "negative-loss",
    "my loss is negative": "negative-loss",
    "loss -117944": "negative-loss",
    "loss: -0.53": "negative-loss",
    "nan": "nan-loss",
    "training loss is NaN": "nan-loss",
    "loss nan after first epoch": "nan-loss",
    "stuck at 0.5": "stuck-at-one-half",
    "accuracy stays at 50%": "stuck-at-one-half",
    "0.5 accuracy stuck": "stuck-at-one-half",
    "always the same class": "always-the-same-class",
    "model predicts only one class": "always-the-same-class",
    "accuracy 0": "accuracy-zero",
    "accuracy 3.9e-05": "accuracy-zero",
    "acc: 0.0000e+00": "accuracy-zero",
    "accuracy 1 at once": "accuracy-one-at-once",
    "accuracy 100% in the first epoch": "accuracy-one-at-once",
    "val accuracy never moves": "val-accuracy-never-moves",
    "val_acc doesn't change": "val-accuracy-never-moves",
    "loss does not fall": "loss-does-not-fall",
    "loss not decreasing": "loss-does-not-fall",
    "loss stuck at 0.693": "loss-does-not-fall",
    "loss 0.6931": "loss-does-not-fall",
    "all zeros": "all-zeros",
    "unet output is black": "all-zeros",
    "predictions all the same number": "predictions-all-the-same",
    "same output for all inputs": "predictions-all-the-same",
    "predictions negative": "predictions-negative",
    "mape huge": "mape-huge",
    "mape 15834211": "mape-huge",
    "auc 0.5": "auc-one-half",
    "f1 stays 0": "f1-stays-zero",
    "recall is always 0": "f1-stays-zero",
    "loss is huge": "loss-is-huge",
    "loss 28372827": "loss-is-huge",
    "val_loss goes up": "val-loss-goes-up",
    "validation loss increases": "val-loss-goes-up",
    "overfitting": "val-loss-goes-up",
    "loss is increasing": "loss-goes-up",
    "loss 0.0": "loss-zero",
    "shapes (None, 1) and (None, 3) are incompatible": "shapes-do-not-match",
    "precision and recall are the same": "precision-equals-recall",
    "confusion matrix does not match the accuracy": "accuracy-differs-from-own",
    "softmax outputs don't sum to 1": "rows-do-not-sum-to-one",
    "accurcy stuck at 0.5": "stuck-at-one-half",
}


# What people ask in whole sentences, and the page that answers it.
SENTENCES = {
    "what does from_logits do": "from-logits",
    "difference between sparse and categorical crossentropy":
        "sparse-categorical-crossentropy vs categorical-crossentropy",
    "my loss is nan": "nan-loss",
    "why is my dice stuck at 1": "dice-near-one",
    "when should I use sigmoid instead of softmax": "sigmoid vs softmax",
    "how does focal loss handle imbalanced data": "binary-focal-crossentropy",
    "what is the huber loss good for": "huber",
    "is relu ok as the activation of the output layer": "relu",
    "why does my model always predict the same class": "always-the-same-class",
    "r2 score is negative in keras": "r2-negative",
    "validation loss lower than training loss from the first epoch": "val-loss-below-loss",
    "my accuracy stays at 0.5 and never improves": "stuck-at-one-half",
    "how do I one-hot encode my labels": "one-hot",
    "which metric should I use for imbalanced classes": "class-imbalance",
    "keras equivalent of BCEWithLogitsLoss": "bce-with-logits",
    "can I use mse for classification": "mean-squared-error",
    "what is the difference between mse and mae": "mean-squared-error vs mean-absolute-error",
    "my network is 99% sure of everything, even when it is wrong": "over-confident",
    "precision is 0.1 but recall is 1.0": "precision-low-recall-one",
    "what does class_weight in fit do": "class-weight",
    "ValueError: Shapes (None, 1) and (None, 10) are incompatible": "shapes-do-not-match",
    "loss goes down but validation loss goes up": "val-loss-goes-up",
    "why are all my predictions zero": "all-zeros",
    "does the hinge loss need labels of -1 and 1": "hinge",
    "what is the tweedie loss for insurance claims": "tweedie",
    "how do I pick the best threshold for my classifier": "decision-threshold",
    "is adam better than sgd": "choice-of-optimizer",
    "what does mean iou measure in segmentation": "mean-iou",
    "when do I use kl divergence": "kl-divergence",
    "binary cross entropy gives negative values": "negative-loss",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "name"), [*TYPED.items(), *SENTENCES.items()])
def test_a_symptom_is_found_by_the_words_that_people_have(typed, name):
    assert explanation(RULES, typed).name == name


@pytest.mark.parametrize("symptom", SYMPTOMS, ids=lambda each: each.name)
def test_a_symptom_is_found_by_each_of_its_phrases_in_any_order(symptom):
    for phrase in symptom.aliases:
        assert explanation(RULES, phrase).name == symptom.name, phrase
        turned = " ".join(reversed(phrase.split()))
        if len(phrase.split()) > 2:
            told = explanation(RULES, turned)
            near = [each.split(":")[0] for each in told.goes_with.get("much like", ())]
            assert symptom.name in (told.name, *near), turned


@pytest.mark.parametrize(("name", "cause"), CAUSES, ids=[name for name, _ in CAUSES])
def test_a_cause_is_a_finding_or_says_why_check_cannot_tell_it(name, cause):
    assert bool(cause.finding) != bool(cause.unseen)
    assert "\n" not in cause.look


def test_what_causes_lead_to_can_be_explained():
    for _, cause in CAUSES:
        for name in filter(None, (cause.finding, *cause.see)):
            assert explanation(RULES, name)


def test_words_need_no_quotes_and_a_page_tells_its_causes_in_every_format():
    done = ran("explain", "accuracy", "stuck", "at", "0.5", "--format", "plain")
    assert done.code == 0
    for cause in RULES.symptoms["stuck-at-one-half"].causes.values():
        assert cause.look in done.out
        assert cause.fix_says in done.out
    told = json.loads(ran("explain", "loss", "nan", "--format", "json").out)
    assert [each["name"] for each in told["causes"]] == list(RULES.symptoms["nan-loss"].causes)


@pytest.mark.parametrize(
    "typed", ["quantum accuracy of my cat", "what is the weather like", "how do I cook rice"]
)
def test_a_sentence_about_something_else_gets_no_page(typed):
    assert refused(ran("explain", *typed.split())).startswith("nothing here is called")


def test_a_number_below_zero_is_a_word_and_no_option():
    for typed in ("loss -117944", "loss is -3", "r2 -0.4", "-3 loss"):
        assert ran("explain", *typed.split()).code == 0
    assert "negative-loss" in ran("explain", "loss", "-3").out
    assert "--formt" in refused(ran("explain", "loss", "--formt", "json"))
    assert refused(ran("explain", "-3")).startswith("nothing here is called '-3'")


def test_different_kinds_are_told_so():
    told = explanation(RULES, "sigmoid vs hinge")
    assert told.says.startswith("sigmoid is an activation and hinge is a loss: different kinds")
    assert "\n" not in told.says


def test_what_fits_no_symptom_gets_a_way_out():
    assert "describe what you see" in refused(ran("explain", "no such thing at all"))


NO_PAGE = ["triplet", "contrastive", "rmsle", "max-error", "early-stopping", "LogCoshError", "learning rate"]


@pytest.mark.parametrize("name", NO_PAGE)
def test_a_name_without_a_page_is_told_with_what_comes_near(name):
    told = explanation(RULES, name)
    assert told.kind == "name without its own page"
    for near in told.goes_with["nearest"]:
        assert explanation(RULES, near.removeprefix("lossadvisor explain "))


@pytest.mark.parametrize("wrong", ["tripplewise", "quaternion"])
def test_what_is_far_from_every_name_is_not_guessed(wrong):
    assert "did you mean" not in refused(ran("explain", wrong))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("logsig", "sigmoid"),
        ("tansig", "tanh"),
        ("purelin", "linear"),
        ("kullback_leibler_divergence", "kl-divergence"),
    ],
)
def test_a_name_of_another_field_is_the_thing_it_stands_for(name, meant):
    assert explanation(RULES, name).name == meant
