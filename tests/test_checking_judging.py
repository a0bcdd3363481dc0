"""What is said about heads that were seen: tests/cases/judged.yaml has the heads, and the findings in words.

Nothing is read here; a head with its loss, metrics and labels is put into the waist between the two.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.judging.judgement import judged
from lossadvisor.check.seen import (
    Decoding,
    Head,
    Labels,
    Loss,
    Metric,
    Mismatch,
    Model,
    Name,
    Oddity,
    Output,
    Place,
    Seen,
    Third,
    Unfollowed,
)
from lossadvisor.rulebook.findings import RepairRule
from tests.running import cases
from tests.shipped import RULES

CASES = cases("judged")


def at(part: str) -> Place:
    """A place that tells which part of a program stands there."""
    return Place(1, 1, 1, 1, part)


def head_of(said: dict) -> Head:
    """A head, its activation given in one place and its units in another, where it has any."""
    head = msgspec.convert({key: value for key, value in said.items() if key != "at"}, Head)
    after_at = at("after") if head.after else None
    return replace(head, at=at(said.get("at", "layer")), layer=at("weights"), after_at=after_at)


def loss_of(said: dict | str) -> Loss:
    """A loss; one that is given as text is written as that."""
    if isinstance(said, str):
        return Loss(said, at=at("loss"), string=said)
    return replace(msgspec.convert(said, Loss), at=at("loss"))


def metric_of(said: dict | str) -> Metric:
    if isinstance(said, str):
        return Metric(said, f'"{said}"', at(said), string=True)
    keras = said["keras"]
    return replace(msgspec.convert({"written": f"{keras}()", **said}, Metric), at=at(keras))


def several(said: object) -> list:
    return said if isinstance(said, list) else [said]


def model_of(case: dict) -> Model:
    """The model that a case is about, compiled once."""
    labels = msgspec.convert(case["labels"], Labels) if "labels" in case else None
    output = Output(
        tuple(map(head_of, several(case.get("head", [])))),
        tuple(map(loss_of, several(case.get("loss", [])))),
        tuple(map(metric_of, case.get("metrics", []))),
        labels=labels and (replace(labels, at=at("labels")) if labels.scaled else labels),
    )
    return Model(at("compile"), (output,))


def found_in(case: dict) -> list[str]:
    checked = judged(RULES, Seen((model_of(case),), compiles=1))
    return [*map(in_words, checked.findings), *not_followed(checked)]


def in_words(finding: Finding) -> str:
    """`error softmax-of-one at layer, see loss; replace activation at layer by sigmoid`."""
    see = "".join(f", see {each.place.part}" for each in finding.related)
    ways = [f"{each.do} {each.what} at {each.at.part} by {each.new}" for each in finding.repairs]
    return "; ".join([f"{finding.severity} {finding.name} at {finding.place.part}{see}", *ways])


def not_followed(checked: Checked) -> Iterator[str]:
    for each in checked.unfollowed:
        yield f"{each.what} at {each.place.part}: {each.why}"


def ids(case: dict) -> str:
    return " ".join(str(value) for key, value in case.items() if key != "found")


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_head_is_judged_with_all_that_surrounds_it_and_nothing_else_is_said(case):
    assert found_in(case) == case["found"]


WORDS = ("activation", "inner", "after", "loss", "link", "units", "labels", "metric", "accepts", "evidence")


def words_of(seen: Seen, name: str, words: tuple[str, ...]) -> dict[str, str]:
    """The words that each text of the finding `name` is filled with."""
    told = "|".join(f"{{{word}}}" for word in words)
    rule = replace(RULES.findings[name], says=told, because=told, fix_says=told)
    (found,) = judged(replace(RULES, findings={name: rule}), seen).findings
    assert found.says == found.because == found.fix
    return {word: said for word, said in zip(words, found.says.split("|"), strict=True) if said}


@pytest.mark.parametrize(
    ("case", "name", "words"),
    [
        (
            {"head": {"activation": "softmax", "units": 1}, "loss": "bce"},
            "softmax-of-one",
            {
                "activation": "softmax",
                "loss": "bce",
                "link": "sigmoid",
                "units": "1",
                "labels": "such",
                "accepts": "numbers in [0, 1], each on its own",
            },
        ),
        (
            {
                "head": {"activation": "softmax", "inner": "sigmoid", "after": "Dropout"},
                "loss": {"keras": "KLDivergence"},
                "labels": {"encoding": "one-hot", "classes": 3, "source": "numbers in the program"},
            },
            "dropout-after-output",
            {
                "activation": "softmax",
                "inner": "sigmoid",
                "after": "Dropout",
                "loss": "KLDivergence",
                "units": "several",
                "labels": "one-hot",
                "accepts": "numbers in [0, 1] that sum to 1",
                "evidence": "numbers in the program",
            },
        ),
        (
            {
                "head": {"activation": "linear", "units": 1},
                "loss": "hinge",
                "metrics": ["accuracy"],
                "labels": {"encoding": "zero-one", "classes": 2},
            },
            "accuracy-on-margins",
            {
                "activation": "no activation",
                "loss": "hinge",
                "units": "1",
                "labels": "0/1",
                "metric": '"accuracy"',
                "accepts": "any real number",
            },
        ),
        (
            {
                "head": {"activation": "linear", "units": 1},
                "loss": "mse",
                "metrics": ["acc"],
                "labels": {"encoding": "numbers"},
            },
            "accuracy-on-regression",
            {
                "activation": "no activation",
                "loss": "mse",
                "units": "1",
                "labels": "real-number",
                "metric": '"acc"',
                "accepts": "any real number",
            },
        ),
        (
            {
                "head": {"activation": "sigmoid", "units": 1},
                "loss": "bce",
                "labels": {"encoding": "minus-one-one", "classes": 2},
            },
            "labels-not-read",
            {
                "activation": "sigmoid",
                "loss": "bce",
                "link": "sigmoid",
                "units": "1",
                "labels": "-1/1",
                "accepts": "numbers in [0, 1], each on its own",
            },
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_finding_is_told_in_the_words_of_the_program(case, name, words):
    assert words_of(Seen((model_of(case),)), name, WORDS) == words


def test_what_is_no_fault_of_a_head_is_told_in_words_as_well():
    wrong = Name("loss", "binary_crossentrpy", at("loss"))
    assert words_of(Seen(names=(wrong,)), "unknown-name", ("kind", "wrong", "near")) == {
        "kind": "loss",
        "wrong": "binary_crossentrpy",
        "near": "binary_crossentropy",
    }
    labels = {"encoding": "integer", "classes": 12, "source": "a book", "scaled": "halved"}
    model = model_of(
        {
            "head": {"activation": "softmax", "units": 10},
            "loss": "sparse_categorical_crossentropy",
            "labels": labels,
        }
    )
    assert words_of(Seen((model,)), "labels-scaled", ("how",)) == {"how": "halved"}
    assert words_of(Seen((model,)), "classes-miscounted", ("units", "classes", "evidence")) == {
        "units": "10",
        "classes": "12",
        "evidence": "a book",
    }
    model = Model(
        at("compile"),
        mismatches=(Mismatch(at("losses"), "1 loss", "2 outputs"),),
        third=Third(at("third"), "x"),
    )
    assert words_of(Seen((model,)), "losses-and-outputs-differ", ("losses", "outputs")) == {
        "losses": "1 loss",
        "outputs": "2 outputs",
    }
    assert words_of(Seen((model,)), "metrics-taken-for-loss-weights", ("third",)) == {"third": "x"}


def test_rules_without_a_finding_do_not_want_it():
    case = {"head": {"activation": "softmax", "units": 1}, "loss": "bce"}
    assert judged(replace(RULES, findings={}), Seen((model_of(case),))).findings == ()


def fix_of(activation: str, loss: str, units: int | None, encoding: str, classes: int | None = None) -> str:
    """What is said to write instead, where labels are not read."""
    case = {
        "head": {"activation": activation, "units": units},
        "loss": loss,
        "labels": {"encoding": encoding, "classes": classes},
    }
    (said,) = (each.fix for each in judged(RULES, Seen((model_of(case),))).findings)
    return said


@pytest.mark.parametrize(
    ("head", "fix"),
    [
        (
            ("softmax", "categorical_crossentropy", 10, "integer"),
            'loss="sparse_categorical_crossentropy", or y = keras.utils.to_categorical(y, num_classes=10)',
        ),
        (
            ("softmax", "categorical_crossentropy", None, "integer"),
            'loss="sparse_categorical_crossentropy"'
            ", or y = keras.utils.to_categorical(y, num_classes=classes)",
        ),
        (
            ("softmax", "sparse_categorical_crossentropy", None, "one-hot"),
            'loss="categorical_crossentropy", or y = np.argmax(y, axis=-1)',
        ),
        (
            ("sigmoid", "binary_crossentropy", 10, "integer"),
            "y = keras.utils.to_categorical(y, num_classes=10)"
            ', or activation="softmax" and loss="sparse_categorical_crossentropy"',
        ),
        (
            ("softmax", "categorical_crossentropy", 3, "multi-hot"),
            'activation="sigmoid" and loss="binary_crossentropy"',
        ),
        (
            ("sigmoid", "binary_crossentropy", 1, "minus-one-one"),
            'y = np.asarray(y) > 0, or no activation and loss="mean_squared_error"',
        ),
        (
            ("softmax", "mse", 10, "one-hot"),
            'for classes loss="categorical_crossentropy"; for numbers without limits no activation',
        ),
        (
            ("softmax", "mse", None, ""),
            'for classes loss="categorical_crossentropy"; for numbers without limits no activation',
        ),
        (
            ("sigmoid", "mse", 1, ""),
            'for classes loss="binary_crossentropy"; for numbers without limits no activation',
        ),
        (
            ("linear", "mse", 10, "one-hot"),
            'for classes activation="softmax" and loss="categorical_crossentropy"',
        ),
        (
            ("sigmoid", "binary_crossentropy", 1, "integer", 5),
            'one unit for each class, activation="softmax" and loss="sparse_categorical_crossentropy"',
        ),
        (
            ("softmax", "categorical_focal_crossentropy", 5, "integer"),
            'loss="sparse_categorical_crossentropy", or y = keras.utils.to_categorical(y, num_classes=5)',
        ),
        (
            ("sigmoid", "binary_crossentropy", 1, "numbers"),
            'no activation and loss="mean_squared_error"',
        ),
    ],
)
def test_what_to_write_instead_is_a_loss_that_fits_or_other_labels(head, fix):
    assert fix_of(*head) == fix


def test_what_was_seen_beside_the_heads_is_told_at_its_place():
    model = Model(
        at("compile"),
        names=(Name("loss", "binary_crossentrpy", at("loss")), Name("metric", "accuracy", at("metric"))),
        mismatches=(Mismatch(at("losses"), "1 loss", "2 outputs"),),
        third=Third(at("third"), "['mae']"),
        unfollowed=(Unfollowed(at("compile"), "the model", "it is made elsewhere"),),
    )
    seen = Seen(
        (model, model),
        names=(Name("activation", "sigmod", at("layer")),),
        oddities=(Oddity("to-categorical-of-one", at("labels")),),
        unfollowed=(Unfollowed(at("program"), "the program", "it is too large"),),
        compiles=2,
    )
    checked = judged(RULES, seen)
    assert [*map(in_words, checked.findings), *not_followed(checked)] == [
        "error to-categorical-of-one at labels",
        "error unknown-name at layer; replace string at layer by sigmoid",
        "error unknown-name at loss; replace string at loss by binary_crossentropy",
        "error losses-and-outputs-differ at losses",
        "error metrics-taken-for-loss-weights at third; name argument at third by metrics",
        "the model at compile: it is made elsewhere",
        "the program at program: it is too large",
    ]
    assert checked.compiles == 2
    told = {each.name: each.says for each in checked.findings}
    assert "1 loss" in told["losses-and-outputs-differ"]
    assert "2 outputs" in told["losses-and-outputs-differ"]
    assert "metrics=['mae']" in [each.fix for each in checked.findings]
    own = judged(RULES, replace(seen, own_names=True))
    assert "unknown-name" not in {each.name for each in own.findings}
    keras_2 = judged(RULES, replace(seen, keras_2=True))
    assert [each.severity for each in keras_2.findings if each.place.part == "third"] == ["note"]


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("loss", "binary_crossentrpy", "binary_crossentropy"),
        ("loss", "BinaryCrossentrpy", "binary_crossentropy"),
        ("loss", "catgorical_crossentropy", "categorical_crossentropy"),
        ("loss", "binary_crossentropy", None),
        ("loss", "BinaryCrossentropy", None),
        ("loss", "mse", None),
        ("loss", "huber_loss", "huber"),
        ("metric", "rmse", "root_mean_squared_error"),
        ("loss", "my_own_thing", None),
        ("loss", "PairwiseLogisticLos", None),
        ("loss", "accuracy", None),
        ("metric", "acuracy", "accuracy"),
        ("metric", "acc", None),
        ("metric", "mse", None),
        ("metric", "binary_crossentropy", None),
        ("metric", "binary_acuracy", "binary_accuracy"),
        ("activation", "sigmod", "sigmoid"),
        ("activation", "softmx", "softmax"),
        ("activation", "swish", None),
        ("activation", "mse", None),
    ],
)
def test_a_name_is_corrected_where_keras_does_not_know_it_and_one_is_near(kind, text, meant):
    found = judged(RULES, Seen(names=(Name(kind, text, at("name")),))).findings
    assert [each.new for finding in found for each in finding.repairs] == ([meant] if meant else [])


def told_apart(kind: str, loss: Loss, *heads: Head) -> list[str]:
    decoding = Decoding(kind, at("answers"), heads, (loss,))
    return [each.name for each in judged(RULES, Seen(decodings=(decoding,))).findings]


ONE = Head("sigmoid", 1, kind="Dense")


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ((ONE,), True),
        ((replace(ONE, kind="Softmax"),), True),
        ((replace(ONE, kind="Activation"),), True),
        ((ONE, ONE), True),
        ((replace(ONE, units=2),), False),
        ((replace(ONE, units=None),), False),
        ((replace(ONE, reshaped=True),), False),
        ((replace(ONE, kind="Conv2D"),), False),
        ((ONE, replace(ONE, units=3)), False),
    ],
)
def test_the_highest_of_one_number_is_always_the_first(heads, found):
    assert told_apart("argmax", Loss("mse"), *heads) == ["argmax-of-one"] * found
    assert told_apart("threshold", Loss("mse"), *heads) == []


@pytest.mark.parametrize(
    ("activation", "loss", "found"),
    [
        ("linear", Loss("binary_crossentropy", from_logits=True), True),
        ("linear", Loss("binary_crossentropy"), False),
        ("linear", Loss("sparse_categorical_crossentropy", from_logits=True), False),
        ("linear", Loss("hinge"), True),
        ("tanh", Loss("hinge"), True),
        ("sigmoid", Loss("hinge"), False),
        ("linear", Loss("mse"), False),
        ("linear", Loss("poisson"), False),
        ("linear", Loss("gamma"), False),
        ("linear", Loss("own"), False),
        (None, Loss("hinge"), False),
    ],
)
def test_a_half_is_no_border_for_scores_on_both_sides_of_nought(activation, loss, found):
    assert told_apart("threshold", loss, Head(activation, 1)) == ["threshold-on-logits"] * found
    assert told_apart("threshold", loss, Head(activation, 1), Head("sigmoid", 1)) == []
    assert "threshold-on-logits" not in told_apart("argmax", loss, Head(activation, 1, kind="Dense"))


LOGITS = {"head": {"activation": "linear", "units": 1}, "loss": "binary_crossentropy"}
TAGS = {
    "head": {"activation": "sigmoid", "units": 3},
    "loss": "binary_crossentropy",
    "metrics": ["accuracy"],
    "labels": {"encoding": "multi-hot"},
}
NUMBERS = {"head": {"activation": "softmax", "units": 3}, "loss": "categorical_crossentropy"}
NUMBERS["labels"] = {"encoding": "integer", "classes": 3}


@pytest.mark.parametrize(
    ("case", "name", "way", "made"),
    [
        (LOGITS, "logits-without-from-logits", ("replace", "activation", "sigmoid"), "sigmoid"),
        (LOGITS, "logits-without-from-logits", ("replace", "activation", "{link}"), "sigmoid"),
        (LOGITS, "logits-without-from-logits", ("replace", "activation", "tanh"), None),
        (LOGITS, "logits-without-from-logits", ("replace", "activation", "nonsense"), None),
        (LOGITS, "logits-without-from-logits", ("replace", "activation", ""), None),
        (LOGITS, "logits-without-from-logits", ("give", "loss", "from_logits=True"), "from_logits=True"),
        (LOGITS, "logits-without-from-logits", ("give", "loss", "from_logits=False"), None),
        (LOGITS, "logits-without-from-logits", ("give", "loss", "axis=0"), None),
        (LOGITS, "logits-without-from-logits", ("replace", "loss", "mse"), "mse"),
        (LOGITS, "logits-without-from-logits", ("replace", "loss", "categorical_crossentropy"), None),
        (LOGITS, "logits-without-from-logits", ("replace", "loss", "nonsense"), None),
        (LOGITS, "logits-without-from-logits", ("replace", "metric", "mae"), None),
        (TAGS, "accuracy-on-many-labels", ("replace", "metric", "binary_accuracy"), "binary_accuracy"),
        (TAGS, "accuracy-on-many-labels", ("replace", "metric", "categorical_accuracy"), None),
        (TAGS, "accuracy-on-many-labels", ("replace", "metric", "nonsense"), None),
        (TAGS, "accuracy-on-many-labels", ("replace", "metric", "Own(axis=1)"), "Own(axis=1)"),
        (TAGS, "accuracy-on-many-labels", ("give", "metric", "axis=1"), "axis=1"),
        (NUMBERS, "labels-not-read", ("swap", "loss", ""), "sparse_categorical_crossentropy"),
        (NUMBERS, "labels-not-read", ("swap", "metric", ""), None),
        (
            {**NUMBERS, "loss": "categorical_focal_crossentropy"},
            "labels-not-read",
            ("swap", "loss", ""),
            None,
        ),
    ],
)
def test_only_a_repair_after_which_nothing_is_wrong_is_offered(case, name, way, made):
    do, what, new = way
    rule = replace(RULES.findings[name], fix=(RepairRule(do=do, what=what, new=new),))
    found = judged(replace(RULES, findings={name: rule}), Seen((model_of(case),))).findings
    assert [each.new for finding in found for each in finding.repairs] == ([made] if made else [])


@pytest.mark.parametrize(
    ("only", "offered"),
    [
        ({}, True),
        ({"labels": ("integer",)}, True),
        ({"labels": ("one-hot", "integer")}, True),
        ({"labels": ("one-hot",)}, False),
        ({"losses": ("categorical-crossentropy",)}, True),
        ({"losses": ("binary-crossentropy",)}, False),
        ({"labels": ("integer",), "losses": ("binary-crossentropy",)}, False),
    ],
)
def test_a_repair_is_offered_beside_the_labels_and_losses_that_it_is_for(only, offered):
    rule = replace(RULES.findings["labels-not-read"], fix=(RepairRule(do="swap", what="loss", **only),))
    rules = replace(RULES, findings={"labels-not-read": rule})
    (found,) = judged(rules, Seen((model_of(NUMBERS),))).findings
    assert len(found.repairs) == offered


@pytest.mark.parametrize(
    ("head", "fix"),
    [
        (
            ("relu", "binary_crossentropy", 10, "one-hot"),
            'activation="softmax" and loss="categorical_crossentropy"',
        ),
        (("relu", "binary_crossentropy", 10, "multi-hot"), 'activation="sigmoid"'),
        (("relu", "binary_crossentropy", 1, "zero-one"), 'activation="sigmoid"'),
        (("relu", "categorical_crossentropy", 10, "one-hot"), 'activation="softmax"'),
        (("relu", "binary_crossentropy", 10, ""), 'activation="sigmoid"'),
    ],
)
def test_an_activation_is_offered_that_suits_the_labels(head, fix):
    assert fix_of(*head) == fix
