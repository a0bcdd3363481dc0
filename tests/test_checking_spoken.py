"""A head named on the command line is judged as the same head in a program is."""

from __future__ import annotations

import pytest

from lossadvisor.check import command_line, program
from lossadvisor.errors import AdvisorError
from tests.shipped import RULES


def judged(activation, loss, units=None, labels=None, metrics=(), from_logits=False):
    found = command_line.checked(RULES, activation, loss, units, labels, metrics, from_logits)
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
        (("softmx", "mse"), "--activation: nothing is known about 'softmx'; did you mean 'softmax'?"),
        (("relu", "binary_crossentrophy"), "did you mean 'binary_crossentropy'?"),
        (
            ("relu", "mse", 1, "one-hott"),
            "--labels: 'one-hott' is not a label encoding; did you mean 'one-hot'?",
        ),
        (("relu", "mse", 1, None, ("accuracyy",)), "--metrics: nothing is known about 'accuracyy'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(head, words):
    with pytest.raises(AdvisorError) as refused:
        judged(*head)
    assert words in str(refused.value)
