"""What is told of as not followed: whatever a verdict hangs on, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossadvisor.check import program
from lossadvisor.check.nearby import Nearby
from tests.shipped import RULES

BEGIN = """import keras
import tensorflow as tf
x = keras.Input((4,))
d = keras.layers.Dense(3)(x)
"""
UNWEIGHTED = "it has no layer with weights or an activation"
OWN = "def own(y_true, y_pred): return keras.ops.mean(keras.ops.abs(y_true - y_pred))\n"


def lost(text: str, at: Path | None = None) -> list[str]:
    checked = program.checked(RULES, BEGIN + text, project=Nearby(str(at)) if at else None)
    return [f"{each.what}: {each.why}" for each in checked.unfollowed]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("m = keras.Sequential([x])\nm.compile('adam', 'mse')", []),
        (
            "m = keras.Sequential([x])\nm.compile('adam', 'binary_crossentropy')",
            [f"the last layer: {UNWEIGHTED}"],
        ),
        (f"{OWN}m = keras.Model(x, unknown(d))\nm.compile('adam', own)", []),
        (
            f"{OWN}m = keras.Model(x, unknown(d))\nm.compile('adam', own, metrics=[keras.metrics.AUC()])",
            ["the last layer: unknown is not defined in this file"],
        ),
        (
            "m = keras.Model(x, unknown(d))\nm.compile('adam', 'mse')",
            ["the last layer: unknown is not defined in this file"],
        ),
        ("m = keras.Model(x, d * tf.Variable(2.0))\nm.compile('adam', 'mse')", []),
        ("m = keras.Model(x, x * tf.Variable(2.0) + tf.Variable(1.0))\nm.compile('adam', 'mse')", []),
        (
            "m = keras.Model(x, keras.ops.sigmoid(d) * tf.Variable(2.0))\nm.compile('adam', 'mse')",
            ["the last layer: arithmetic follows its last layer"],
        ),
        (
            "m = keras.Model(x, x * tf.Variable(2.0, trainable=False))\nm.compile('adam', 'mse')",
            ["the last layer: arithmetic follows its last layer"],
        ),
        ("import torch\nm = own()\nm.compile(optimizer=torch.optim.Adam(m.parameters()), loss=unknown)", []),
        (
            "import torch\nm = own()\nm.compile(optimizer='adam', loss='mse')",
            ["the model: own is not defined in this file"],
        ),
        ("m = unknown(x, d)\nm.compile('adam', 'mse')", ["the model: unknown is not defined in this file"]),
        (
            "from there import Own\nm = Own(inputs=x, outputs=d)\nm.compile(optimizer='adam', loss='mse')",
            ["the model: Own is not in this file"],
        ),
        ("m = unknown(x, d)\nm.compile()", []),
        (
            "m = keras.models.load_model('there.keras')\nm.compile('adam', 'mse')",
            ["the model: the model is loaded from a file"],
        ),
    ],
)
def test_only_that_is_told_which_a_verdict_hangs_on(text, told):
    assert lost(text) == told


FIRST = "from lab import net\nce = keras.losses.CategoricalCrossentropy()\n"
TAPED = "for a, b in data:\n    with tf.GradientTape() as tape:\n        loss = ce(b, net(a))\n"
GIVEN = "import jax\n\ndef cost(weights, a, b):\n    return ce(b, net.stateless_call(weights, [], a)[0])\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FIRST + TAPED, ["the model: net is not in this file"]),
        (
            FIRST + TAPED.replace("net(a)", "tf.nn.softmax(net(a))"),
            ["the model: what softmax() returns is unknown"],
        ),
        (FIRST.replace("from lab import net", "net = keras.Model(x, tf.nn.softmax(d))") + TAPED, []),
        (FIRST + "shown = ce(1, net(2))", []),
        (
            FIRST + GIVEN + "jax.value_and_grad(cost)(1, 2, 3)",
            ["the model: this file does not show it"],
        ),
        (FIRST + GIVEN + "cost(1, 2, 3)", []),
    ],
)
def test_a_loop_of_which_nobody_knows_what_is_trained_is_told(text, told):
    assert lost(text) == told


def test_a_loop_that_cannot_be_followed_counts_as_a_model():
    assert program.checked(RULES, BEGIN + FIRST + TAPED).compiles == 1


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"save.py": "m.save('./kept.h5')"}, []),
        (
            {"save.py": "m.save('./kept.h5')", "again.py": "m.save('./kept.h5')"},
            ["the model: the model is loaded from a file"],
        ),
        ({"save.py": "m.save('./other.h5')"}, ["the model: the model is loaded from a file"]),
    ],
)
def test_a_model_that_one_program_beside_it_saves_is_known(tmp_path, others, told):
    for name, last in others.items():
        (tmp_path / name).write_text(
            f"{BEGIN}m = keras.Model(x, d)\nm.compile('adam', 'mse')\n{last}\n", "utf-8"
        )
    text = "m = keras.models.load_model('kept.h5')\nm.compile('adam', 'mse')"
    assert lost(text, tmp_path / "load.py") == told
