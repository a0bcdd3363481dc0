"""A head named on the command line is judged as the same head in a program is."""

from __future__ import annotations

import pytest

from lossadvisor.check import command_line, program
from lossadvisor.errors import AdvisorError, suggestion
from tests.running import ran, refused
from tests.shipped import RULES


def reported(*told):
    return command_line.report(RULES, command_line.Spoken(*told))


def judged(activation, loss, units=None, labels=None, metrics=(), from_logits=False):
    found = reported(activation, loss, units, labels, metrics, from_logits).checked
    return {(each.name, each.severity) for each in found.findings}


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (("softmax", "binary_crossentropy", 1), {("softmax-of-one", "error")}),
        (("softmax", "binary-crossentropy", 10), {("softmax-with-binary-crossentropy", "warning")}),
        (("softmax", "BinaryCrossentropy", 10, "multi-hot"), {("softmax-with-binary-crossentropy", "error")}),
        (("linear", "mse", 1, None, ("accuracy",)), {("accuracy-on-regression", "warning")}),
        (("linear", "mse", 1, "numbers", ("acc",)), {("accuracy-on-regression", "error")}),
        (("sigmoid", "bce", 1, "zero-one", ("accuracy",)), set()),
        (("softplus", "mse", 1, "standardised"), {("targets-below-zero", "error")}),
        (("softplus", "mse", 1, "mean-scaled"), set()),
        (("linear", "mse", 1, "standardised"), set()),
        (("softmax", "scce", 10, "onehot"), {("labels-not-read", "error")}),
        (("none", "bce", 1, None, (), True), set()),
        (("sigmoid", "bce", 1, None, (), True), {("activation-and-from-logits", "error")}),
    ],
)
def test_a_spoken_head_is_judged(head, found):
    assert judged(*head) == found


@pytest.mark.parametrize("units", [1, 2, 10])
@pytest.mark.parametrize("activation", ["linear", "sigmoid", "softmax", "relu", "tanh"])
@pytest.mark.parametrize(
    "loss", ["binary_crossentropy", "categorical_crossentropy", "mse", "hinge", "poisson"]
)
def test_spoken_and_written_heads_are_judged_alike(activation, loss, units):
    text = (
        f'import keras\nm = keras.Sequential([keras.layers.Dense({units}, activation="{activation}")])\n'
        f'm.compile("adam", loss="{loss}", metrics=["accuracy"])\n'
    )
    written = {(each.name, each.severity) for each in program.checked(RULES, text).findings}
    assert judged(activation, loss, units, None, ("accuracy",)) == written


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (("softmx", "mse"), "--activation: no entry is called 'softmx'; did you mean 'softmax'?"),
        (("relu", "binary_crossentrophy"), "did you mean 'binary_crossentropy'?"),
        (
            ("relu", "mse", 1, "one-hott"),
            "--labels: 'one-hott' is not a label encoding; did you mean 'one-hot'?",
        ),
        (("relu", "mse", 1, None, ("accuracyy",)), "--metrics: no entry is called 'accuracyy'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(head, words):
    with pytest.raises(AdvisorError) as refused:
        judged(*head)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        (("softmax", "keras.losses.CategoricalCrossentropy()", 1), "softmax-of-one"),
        (("keras.activations.softmax", "tf.keras.losses.BinaryCrossentropy", 1), "softmax-of-one"),
        (("Softmax", "crossentropy", 1), "softmax-of-one"),
        (("sigmoid", "BinaryCrossentropy(from_logits=True)", 1), "activation-and-from-logits"),
        (("sigmoid", "tf.nn.sigmoid_cross_entropy_with_logits", 1), "activation-and-from-logits"),
        (("linear", "kullback_leibler_divergence", 3), "out-of-range-for-loss"),
    ],
)
def test_a_name_may_be_written_as_in_a_program(head, loss):
    assert loss in {name for name, _ in judged(*head)}


def test_the_class_accuracy_is_not_the_string():
    head = ("sigmoid", "binary_crossentropy", 1, "zero-one")
    assert judged(*head, ("Accuracy",)) == set()
    for typed in ("keras.metrics.Accuracy", "Accuracy()"):
        assert judged(*head, (typed,)) == {("accuracy-of-exact-hits", "error")}


@pytest.mark.parametrize("name", ["crossentropy", "ce", "CE"])
@pytest.mark.parametrize(
    ("units", "labels", "loss"),
    [
        (1, None, "binary_crossentropy"),
        (1, "integer", "binary_crossentropy"),
        (10, "integer", "sparse_categorical_crossentropy"),
        (10, "one-hot", "categorical_crossentropy"),
        (10, "multi-hot", "categorical_crossentropy"),
        (2, "zero-one", "sparse_categorical_crossentropy"),
    ],
)
def test_crossentropy_is_judged_as_what_keras_makes_of_it(name, units, labels, loss):
    for activation in ("softmax", "sigmoid", "linear", "relu"):
        assert judged(activation, name, units, labels) == judged(activation, loss, units, labels)


def untold(*head) -> list[str]:
    return [f"{each.what}: {each.why}" for each in reported(*head).checked.unfollowed]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (("softmax", "crossentropy"), ["'crossentropy', which Keras picks by shapes: say --units N"]),
        (("softmax", "ce", 10), ["'ce', which Keras picks by shapes: say --labels NAME"]),
        (("softmax", "categorical_crossentropy", None, "one-hot"),
         ["one-unit-for-classes, softmax-of-one: that depends on the number of units: say --units N"]),
        (("softmax", "categorical_crossentropy", 10),
         ["labels-not-read: that depends on how the labels are written: say --labels NAME"]),
        (("softmax", "categorical_crossentropy", 10, "one-hot"), []),
        (("sigmoid", "bce", 1, "zero-one"), []),
        (("sigmoid", "bce", 1, "integer"), ["whether integer labels are read: one unit can only learn"]),
        (("linear", "mse", 1, "numbers", ("mae", "hinge")),
         ["the metric hinge: these rules do not know which labels it reads"]),
    ],
)  # fmt: skip
def test_what_was_not_told_is_said(head, words):
    told = untold(*head)
    assert len(told) == len(words)
    assert all(each.startswith(word) for each, word in zip(told, words, strict=True)), told


@pytest.mark.parametrize("loss", [*RULES.losses])
@pytest.mark.parametrize("activation", ["sigmoid", "softmax", "linear", "relu"])
def test_a_head_of_which_little_is_told_never_passes(loss, activation):
    found = reported(activation, loss).checked
    assert found.findings or found.unfollowed


def test_the_last_line_is_no_pass_where_something_was_not_told():
    head = ("check", "--activation", "softmax", "--loss", "categorical_crossentropy", "--units", "10")
    done = ran(*head)
    assert done.out.splitlines() == [
        "the head: not judged: labels-not-read (that depends on how the labels are written: "
        "say --labels NAME)",
        "Nothing found, but some of the head was not given, so some of it was not judged",
    ]
    done = ran(*head, "--labels", "one-hot")
    assert (done.code, done.out) == (0, "All good: no problems found in this head\n")
    done = ran(*head, "--labels", "integer")
    assert done.code == 1
    assert done.out.splitlines()[-1] == "Found 1 error in this head; explain: lossadvisor explain NAME"


def test_a_name_of_keras_2_is_judged_as_what_it_is_now():
    assert judged("linear", "logcosh", 1, "numbers") == {("name-of-keras-2", "error")}
    assert judged("linear", "log_cosh", 1, "numbers") == set()
    old = judged("sigmoid", "kullback_leibler_divergence", 1, "numbers", ("cosine_proximity", "rmse"))
    new = judged("sigmoid", "kl_divergence", 1, "numbers", ("cosine_similarity", "root_mean_squared_error"))
    assert old == new | {("name-of-keras-2", "error")}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "--loss mse --from-logits",
            "--from-logits: mean-squared-error has no form for logits",
        ),
        ("--loss Huber(delta=2)", "--loss takes a name without arguments, not 'Huber(delta=2)'"),
        ("--loss Loss", "--loss: 'Loss' is only a base class; name one of these"),
        ("--loss mse --metrics Mean", "--metrics: 'Mean' is only a base class"),
        ("--loss ''", "--loss: no entry is called ''"),
        ("--loss (", "--loss: no entry is called '('"),
        ("--loss crossentropi", "did you mean 'crossentropy'?"),
    ],
)
def test_what_cannot_be_understood_is_refused(typed, words):
    assert words in refused(ran("check", "--activation", "linear", *(w.strip("'") for w in typed.split())))


def test_nothing_is_offered_for_itself():
    assert suggestion("crossentropy", ["crossentropy", "binary_crossentropy"]) == (
        "; did you mean 'binary_crossentropy'?"
    )
    assert suggestion("one", ["one"]) == ""
