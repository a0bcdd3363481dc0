"""However a program writes it, the same head is seen: three units of softmax, or why it cannot be told."""

from __future__ import annotations

import pytest

from lossadvisor.check import program
from lossadvisor.check.following import summary
from lossadvisor.check.following.program import followed
from lossadvisor.check.parsing import parsed
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.loading import load
from tests.shipped import RULES

KERAS = "import keras\nfrom keras import layers\n"
END = "\nmodel.compile('adam', 'categorical_crossentropy')\n"


def seen(text: str) -> list[tuple[str | None, int | None]]:
    """Activation and units of every head at every compile() of a program."""
    run = followed(parsed(text), libraries(RULES), text)
    models = summary.seen(run, text).models
    return [
        (head.activation, head.units) for model in models for output in model.outputs for head in output.heads
    ]


@pytest.mark.parametrize(
    "imports",
    [
        "import keras\nDense, Sequential = keras.layers.Dense, keras.Sequential",
        "from keras.layers import *\nfrom keras.models import *",
        "from keras.layers.core import Dense\nfrom keras.models import Sequential",
        "import tensorflow as tf\nDense = tf.keras.layers.Dense\nSequential = tf.keras.models.Sequential",
        "import tensorflow.keras as k\nDense, Sequential = k.layers.Dense, k.models.Sequential",
        "from tensorflow.python.keras.layers import Dense\nfrom tensorflow.keras import Sequential",
        "import tensorflow.compat.v1 as tf\nDense = tf.keras.layers.Dense\nSequential = tf.keras.Sequential",
        "from tf_keras.layers import Dense\nfrom tf_keras import Sequential",
        "try:\n    from keras.layers import Dense\nexcept ImportError:\n"
        "    from tensorflow.keras.layers import Dense\n"
        "from keras import Sequential",
        "def load():\n    global keras\n    import keras",
        "",
    ],
)
def test_keras_is_known_however_it_is_imported(imports):
    assert seen(f"{imports}\nmodel = Sequential([Dense(3, activation='softmax')]){END}") == [("softmax", 3)]


@pytest.mark.parametrize(
    "layer",
    [
        "layers.Dense(3, 'softmax')",
        "layers.Dense(units=3, activation='softmax')",
        "layers.Dense(3, activation=keras.activations.softmax)",
        "layers.Dense(3, activation=keras.ops.softmax)",
        "layers.Dense(3, activation=layers.Softmax())",
        "layers.Dense(3, activation=lambda x: keras.ops.softmax(x, axis=-1))",
        "layers.Dense(**{'units': 3, 'activation': 'softmax'})",
        "layers.Dense(*[3, 'softmax'])",
        "layers.TimeDistributed(layers.Dense(3, activation='softmax'))",
        "layers.Conv2D(3, 1, activation='softmax')",
        "layers.Dense(int('3'), activation='SOFTMAX'.lower())",
        "layers.Dense(len(['a', 'b', 'c']), activation='soft' + 'max')",
        "layers.Dense(6 // 2, activation=f'{\"soft\"}max')",
        "(lambda n: layers.Dense(n, activation='softmax'))(3)",
        "keras.Sequential([layers.Dense(3, activation='softmax')])",
        "getattr(layers, 'Dense')(3, activation='softmax')",
    ],
)
def test_a_layer_is_seen_however_it_is_written(layer):
    assert seen(f"{KERAS}model = keras.Sequential()\nmodel.add({layer}){END}") == [("softmax", 3)]


@pytest.mark.parametrize(
    "building",
    [
        "model = keras.Sequential([layers.Dense(3), layers.Activation('softmax')])",
        "model = keras.Sequential([layers.Dense(3), layers.Softmax()])\n"
        "model.add(layers.Activation('linear', dtype='float32'))",
        "i = keras.Input((4,))\nmodel = keras.Model(i, layers.Dense(3, 'softmax')(i))",
        "i = keras.Input((4,))\nx = i\nfor n in (8, 3):\n    x = layers.Dense(n)(x)\n"
        "model = keras.Model(inputs=i, outputs=keras.ops.softmax(x))",
        "a = [layers.Dense(8)]\na.append(layers.Dense(3, 'softmax'))\nmodel = keras.Sequential(a)",
        "a = [layers.Dense(8)]\na += [layers.Dense(3, 'softmax')]\nmodel = keras.Sequential([*a])",
        "def head(n):\n    return layers.Dense(n, 'softmax')\ndef build(n=3):\n    m = keras.Sequential()\n"
        "    m.add(head(n))\n    return m\nmodel = build()",
        "class M(keras.Model):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.out = layers.Dense(n)\n    def call(self, x):\n"
        "        return keras.ops.softmax(self.out(x))\nmodel = M(3)",
        "class Net:\n    def __init__(self):\n        self.n = 3\n        self.model = self.build()\n"
        "    def build(self):\n        return keras.Sequential([layers.Dense(self.n, 'softmax')])\n"
        "model = Net().model",
        "class M(keras.Sequential):\n    def __init__(self):\n"
        "        super().__init__([layers.Dense(3, 'softmax')])\nmodel = M()",
        "from functools import partial\nD = partial(layers.Dense, activation='softmax')\n"
        "model = keras.Sequential([D(3)])",
        "settings = dict(units=3, act='softmax')\n"
        "model = keras.Sequential([layers.Dense(settings['units'], settings['act'])])",
        "inner = keras.Sequential([layers.Dense(3)])\ni = keras.Input((4,))\n"
        "model = keras.Model(i, layers.Softmax()(inner(i)))",
        "with strategy.scope():\n    model = keras.Sequential([layers.Dense(3, 'softmax')])",
        "base = keras.applications.VGG16(include_top=False)\n"
        "model = keras.Model(base.input, layers.Dense(3, 'softmax')(layers.Flatten()(base.output)))",
        "model = keras.applications.ResNet50(classes=3, weights=None)",
        "model = keras.Sequential([layers.Dense(3, 'softmax'), layers.Dense(9)])\nmodel.pop()",
        "if debug:\n    model = keras.Sequential([layers.Dense(3, 'softmax')])\nelse:\n"
        "    raise SystemExit",
        "i = keras.Input((4,))\na, b = (layers.Dense(3, 'softmax')(i) for _ in range(2))\n"
        "model = keras.Model(i, layers.Average()([a, b]))",
    ],
)  # fmt: skip
def test_a_model_is_seen_however_it_is_built(building):
    assert seen(f"{KERAS}{building}{END}") == [("softmax", 3)]


def test_a_branch_that_is_not_known_leaves_both_heads():
    building = "n, act = (1, 'sigmoid') if yes else (3, 'softmax')\n"
    text = f"{KERAS}{building}model = keras.Sequential([layers.Dense(n, act)]){END}"
    assert set(seen(text)) >= {("sigmoid", 1), ("softmax", 3)}


@pytest.mark.parametrize(
    "building",
    [
        "model = keras.Sequential([layers.Dense(n, act)])",
        "from other import build\nmodel = build()",
        "from other import Head\nmodel = keras.Sequential([layers.Dense(3), Head()])",
        "model = keras.models.load_model('m.keras')",
        "i = keras.Input((4,))\nmodel = keras.Model(i, 2 ** layers.Dense(3)(i))",
    ],
)
def test_what_cannot_be_seen_is_not_guessed(building):
    text = f"{KERAS}{building}{END}"
    assert all(activation is None for activation, _ in seen(text))
    (told,) = program.checked(RULES, text).unfollowed
    assert told.why


def test_compile_of_other_things_is_no_model():
    text = "import re, torch\nre.compile('a')\ntorch.compile(model)\ntemplate.compile(source)\n"
    assert seen(text) == []
    assert not list(followed(parsed(text), libraries(RULES), text).compiles())


@pytest.mark.parametrize(
    "layer", ["Rescaling(scale)", "GaussianNoise(scale)", "GlobalMaxPooling1D()", "MaxPooling2D()"]
)
def test_a_layer_of_which_no_one_knows_where_it_moves_numbers_is_never_passed_over(layer):
    model = f"model = keras.Sequential([layers.Dense(3, activation='softmax'), layers.{layer}])"
    checked = program.checked(
        RULES, f"{KERAS}def build(scale):\n    {model}{END.replace(chr(10), chr(10) + '    ')}"
    )
    name = layer.partition("(")[0]
    assert checked.findings == ()
    assert [(each.what, each.why) for each in checked.unfollowed] == [
        ("the last layer", f"{name} changes its output")
    ]


@pytest.mark.parametrize("layer", ["Dropout(0.5)", "UnitNormalization()", "Rescaling(100.0)"])
def test_a_layer_that_rules_of_ones_own_do_not_have_is_never_passed_over(small, layer):
    model = f"model = keras.Sequential([layers.Dense(1, activation='sigmoid'), layers.{layer}])"
    checked = program.checked(load(small), f"{KERAS}{model}{END.replace('categorical', 'binary')}")
    assert checked.findings == ()
    assert [each.why for each in checked.unfollowed] == [f"{layer.partition('(')[0]} changes its output"]


@pytest.mark.parametrize(
    ("layer", "why"),
    [
        ("ReLU(max_value=1.0)", "it ends in ReLU with max_value"),
        ("ReLU(max_value=most)", "it ends in ReLU with max_value"),
        ("Dense(1, activation=layers.ReLU(1.0))", "the activation is a ReLU layer"),
        ("ELU(2.0)", "it ends in ELU with alpha"),
        ("UpSampling2D(2, interpolation='bicubic')", "it ends in UpSampling2D with interpolation"),
        ("Resizing(8, 8, 'lanczos3')", "it ends in Resizing with interpolation"),
        ("Attention()", "it ends in Attention"),
        ("ZeroPadding2D()", "it ends in ZeroPadding2D"),
        ("LayerOfTomorrow()", "what LayerOfTomorrow() returns is unknown"),
    ],
)
def test_a_layer_that_is_not_known_with_its_arguments_is_named(layer, why):
    model = f"model = keras.Sequential([layers.Dense(3, activation='sigmoid'), layers.{layer}])"
    checked = program.checked(RULES, f"{KERAS}{model}{END}")
    assert checked.findings == ()
    assert [(each.what, each.why) for each in checked.unfollowed] == [("the last layer", why)]


@pytest.mark.parametrize(
    "layer",
    [
        "ReLU()",
        "ReLU(max_value=None, threshold=0.0)",
        "UpSampling2D(2, interpolation='nearest')",
        "Resizing(8, 8)",
    ],
)
def test_a_layer_with_its_usual_arguments_is_followed(layer):
    model = f"model = keras.Sequential([layers.Dense(3, activation='relu'), layers.{layer}])"
    assert seen(f"{KERAS}{model}{END}") == [("relu", 3)]


@pytest.mark.parametrize(
    "layers",
    [
        "layers.SpectralNormalization(layers.Dense(3, activation='softmax'))",
        "layers.Conv2DTranspose(3, 2, 1, 'same', None, None, 1, 'softmax')",
        "layers.SeparableConv2D(3, 2, 1, 'same', None, 1, 1, 'softmax')",
        "layers.ConvLSTM2D(3, 3, activation='softmax')",
        "layers.Dense(3, activation='softmax'), layers.GaussianNoise(0.05)",
    ],
)
def test_a_head_is_seen_in_every_layer_that_holds_weights(layers):
    assert seen(f"{KERAS}model = keras.Sequential([{layers}]){END}") == [("softmax", 3)]
