"""A metric that is asked for by name comes in the form that fits the head, or with the way out."""

from __future__ import annotations

import ast
import re

import pytest

from lossadvisor import AdvisorError, recommend
from lossadvisor.advice.recommending import advice
from lossadvisor.interview.settings import matters
from lossadvisor.lookup.explanation import explanation
from lossadvisor.rulebook.overlays import head_at
from lossadvisor.rulebook.soundness import objections
from tests.running import ran, refused
from tests.shipped import FORMS, HEADS, RULES, leaf_at, named

CLASSES = {"task": "multiclass", "classes": 3}
TAGS = {"task": "multilabel", "classes": 4}
EVERYDAY = {
    "f1": "f1", "F1 score": "f1", "F1Score": "f1", "dice": "f1", "sensitivity": "recall", "TPR": "recall",
    "ppv": "precision", "specificity": "specificity", "tnr": "specificity", "AUROC": "roc-auc",
    "auc": "roc-auc", "AUPRC": "pr-auc", "average precision": "pr-auc", "iou": "binary-iou",
    "top5": "top-5", "mape": "mape", "R2": "r2", "r-squared": "r2", "MCC": "mcc", "matthews": "mcc",
    "kappa": "kappa", "balanced accuracy": "balanced-accuracy", "BinaryAccuracy": "binary-accuracy",
    "rmse": "rmse", "mse": "mse", "mae": "mae",
}  # fmt: skip


def given(**answers):
    return [(each.metric, each.arguments) for each in recommend(**answers).metrics]


@pytest.mark.parametrize("said", EVERYDAY)
def test_everyday_names_are_understood(said):
    from lossadvisor.rulebook.answers import answer

    assert answer(RULES.questions["metrics"], said) == EVERYDAY[said]


def test_one_name_becomes_what_fits_the_labels():
    assert given(task="binary", metrics="f1") == [
        ("F1Score", {"average": "micro", "threshold": 0.5, "name": "f1"})
    ]
    assert given(task="binary", output="logits", metrics="f1") == [
        ("ClassScore", {"score": "f1", "class_id": 1, "name": "f1", "threshold": 0.0})
    ]
    assert given(**CLASSES, labels="one-hot", metrics="f1")[0] == (
        "F1Score", {"average": "macro", "name": "f1_macro"}
    )  # fmt: skip
    assert given(**CLASSES, metrics=["f1"])[0] == (
        "ClassScore", {"classes": 3, "score": "f1", "name": "f1"}
    )  # fmt: skip
    assert given(**TAGS, metrics="f1")[0][1]["average"] == "micro"


def test_precision_and_recall_of_each_class_stand_beside_their_mean():
    told = recommend(**CLASSES, metrics="precision,recall")
    assert [each.called for each in told.metrics] == ["precision", "precision_k", "recall", "recall_k"]
    each_class = 'ClassScore(classes=3, score="recall", class_id=k, name=f"recall_{k}") for k in range(3)'
    assert each_class in " ".join(told.code.split())
    assert [each.called for each in recommend(**{**CLASSES, "classes": 500}, metrics="recall").metrics] == [
        "recall"
    ]
    tags = " ".join(recommend(**TAGS, metrics="recall").code.split())
    assert 'keras.metrics.Recall(class_id=k, name=f"recall_{k}") for k in range(4)' in tags


def test_names_keep_their_order_and_count_once():
    told = recommend(task="binary", metrics="mcc, f1 ,MCC,auc")
    assert told.answers["metrics"] == "mcc,f1,roc-auc"
    assert [each.called for each in told.metrics] == ["mcc", "f1", "roc_auc"]


@pytest.mark.parametrize(("answers", "says"), [
    ({**CLASSES, "metrics": "f12"}, "has no choice 'f12'; did you mean 'f1'?"),
    ({"task": "regression", "metrics": "f1"}, "reads 0 or 1 .* it belongs to binary"),
    ({"task": "regression", "metrics": "mape"}, r"compute it from decode\(predictions\)"),
    ({**CLASSES, "metrics": "auc"}, 'take labels="one-hot"'),
    ({**CLASSES, "metrics": "top5"}, "needs 10 units or more, and there are 3"),
    ({"task": "binary", "output": "logits", "metrics": "brier"}, 'leave out output="logits"'),
])  # fmt: skip
def test_what_has_no_form_here_is_refused_with_the_way_out(answers, says):
    with pytest.raises(AdvisorError, match=says):
        recommend(**answers)


def test_every_metric_at_every_head_is_sound_or_refused():
    for answers in HEADS[::40]:
        leaf = leaf_at(answers)
        assert matters(RULES, RULES.questions["metrics"], leaf)
        for name in RULES.questions["metrics"].choices:
            code, refusal = outcome({**answers, "metrics": name})
            ast.parse(code)
            assert code or re.fullmatch(f"--metrics {name}: .*; .*|.* units or more, .*", refusal), named(
                answers
            )


def outcome(answers):
    """The code for `answers`, and why there is none."""
    try:
        return advice(RULES, answers).code, ""
    except AdvisorError as error:
        return "", str(error)


def test_each_metric_has_a_name_of_its_own():
    for answers in FORMS:
        told = advice(RULES, answers)
        names = [each.arguments.get("name") for each in told.metrics]
        assert all(names), named(answers)
        assert len(set(names)) == len(names), named(answers)


def test_metrics_of_one_measure_are_named_after_its_first():
    for metric in RULES.metrics.values():
        assert not metric.measure or not RULES.metrics[metric.measure].measure, metric.name


def test_what_the_tree_recommends_is_sound_by_the_same_facts():
    for answers in HEADS[::11]:
        assert not objections(RULES, head_at(leaf_at(answers)))


@pytest.mark.parametrize(("name", "key", "says"), [
    ("f1", "as a loss", "f1 is not a loss: it has no useful gradient; train on binary-crossentropy"),
    ("recall", "as a loss", "recall is not a loss"),
    ("mae", "as a loss", "mean-absolute-error, keras.losses.MeanAbsoluteError: "),
    ("mean-squared-error", "as a metric", "mse, keras.metrics.MeanSquaredError: "),
    ("f1", "for zero-one", "F1Score(average='micro', threshold=0.5"),
    ("precision", "for zero-one, mask, mask-stack", "Precision()"),
    ("recall", "for multi-hot", "Recall(); Recall(class_id=k"),
    ("kappa", "for integer, one-hot, class-map, one-hot-map, tags", "ClassScore(classes=units, "),
])  # fmt: skip
def test_explain_says_whether_a_metric_can_be_learned_and_the_form_for_each_kind_of_labels(name, key, says):
    assert explanation(RULES, name).facts[key].startswith(says)


def test_a_metric_that_is_named_as_a_loss_is_answered_with_what_to_train_on():
    said = refused(ran("check", "--activation", "sigmoid", "--loss", "f1_score"))
    assert said.startswith(
        "--loss: f1 is not a loss: it has no useful gradient; train on binary-crossentropy"
    )
