"""Programs at random that look as if they used Keras, made of bytes: each byte picks what is written next.

They are Python as its parser takes it, and seldom make sense. Where the bytes end, the shortest is picked.
"""

from __future__ import annotations

import re
from random import Random
from textwrap import indent

# What a <name> in a text may be, the shortest first. A <block> is indented by whoever holds it.
GRAMMAR: dict[str, tuple[str, ...]] = {
    "program": (
        "<head>\n<block>", "<head>\n<model>\n<block>\n<ending>", "<head>\n<builder>\n<block>\n<ending>",
        "<block>",
    ),
    "head": (
        "import keras\nfrom keras import layers", "import tensorflow as tf\nfrom tensorflow import keras",
        "from keras.layers import *\nfrom keras.models import Sequential, Model as M", "import keras as k",
        "from tensorflow.keras.layers import Dense as D, Input\nimport numpy as np",
        "from keras import layers as layers, losses, metrics\nfrom keras.utils import to_categorical",
        "import tensorflow.keras\nimport keras.layers as L",
        "from . import models\nfrom functools import partial",
        "import tf_keras as keras\nfrom keras.datasets import mnist", "try:\n    import keras\nexcept: pass",
    ),
    "block": (
        "<line>", "<line>\n<line>", "<line>\n<line>\n<line>", "<line>\n<line>\n<model>\n<line>\n<ending>",
    ),
    "line": (
        "pass", "<name> = <value>", "<name>.add(<layer>)", "<value>", "<name> = <layer>(<name>)", "<ending>",
        "<model>", "<builder>", "<target> = <name> = <value>", "<name>, <name> = <value>",
        "<name>, *<name> = <value>", "<name> += <value>", "<name>.<attribute> += <value>",
        "<name>: <value> = <value>", "<name>[<value>] = <value>", "if <value>:\n<inner>",
        "if <value>:\n<inner>\nelse:\n<inner>",
        "if <value>:\n<inner>\nelif <value>:\n<inner>\nelse:\n<inner>", "for <target> in <value>:\n<inner>",
        "for <name>, <name> in enumerate(<value>):\n<inner>\nelse:\n<inner>",
        "for <name> in range(<number>):\n<inner>", "while <value>:\n<inner>",
        "while True:\n<inner>\n    break", "with <value> as <target>:\n<inner>",
        "try:\n<inner>\nexcept <name> as <name>:\n<inner>\nelse:\n<inner>\nfinally:\n<inner>",
        "try:\n<inner>\nfinally:\n<inner>",
        "match <value>:\n    case <number>:\n<deeper>\n    case [<name>, *_] if <value>:\n"
        "<deeper>\n    case _:\n<deeper>",
        "def <name>(<parameters>):\n<inner>\n    return <value>",
        "@<value>\ndef <name>(<parameters>):\n<inner>",
        "async def <name>(<parameters>):\n<inner>\n    await (<value>)",
        "def <name>():\n    global <name>\n<inner>",
        "def <name>():\n    nonlocal <name>\n    yield <value>\n    yield from <value>",
        "class <name>:\n<inner>",
        "class <name>(<value>, <name>):\n    <name> = <value>\n"
        "    def __init__(self, <parameters>):\n<deeper>\n    def call(self, x):\n<deeper>\n"
        "        return <value>",
        "del <target>", "return <value>", "raise <value>", "break", "continue", "assert <value>, <value>",
        "import <name> as <name>", "from <name> import <name>, <name>",
        "async with <value> as <name>, <value>:\n<inner>", "async for <name> in <value>:\n<inner>",
        "(<name> := <value>)", "<name> = <name> + <name>", "<name>.extend(<name>)", "<name>.append(<layer>)",
        "del <name>[<value>]", "@property\ndef <name>(self):\n    return self.<attribute>",
        "<name> = functools.partial(<value>, <arguments>)",
    ),
    "joined": (
        "x = layers.Concatenate()([x, x])", "x = layers.Add()([x, <layer>(x)])",
        "if <name>: x = <layer>(x)\nelse: x = <layer>(x)", "x = <layer>(x)",
        "if <name>: x = <name>\nelif <name>: x = <layer>(x)", "x = layers.Average()([x, y, x])",
        "y = layers.Concatenate()([x, y])", "def f(x): return <layer>(<layer>(x))\nx = f(f(x))",
        "try: x = <layer>(x)\nexcept: y = x", "<name> = [*<name>, *<name>]", "<name> = <name> + <name>",
        "<name> = [<name> for <name> in <name> for <name> in range(<number>)]",
        "for <name> in <name>:\n    x = <layer>(x)\n    if <name>: break",
        "class C(C): pass", "<name> = <name>, <name>", "<name> = {**<name>, <text>: <name>}",
        "<name>.<attribute> = <name>", "<name> = <name>.<attribute>", "<name> = <name>(<name>, <name>)",
        "while <name>:\n    if <name>: continue\n    x = <layer>(x)",
        "match <name>:\n    case 1: x = <layer>(x)\n    case _: y = x", "<ending>",
        "# lossadvisor: ignore[<attribute>]", "<name>.append(<name>)", "<model>",
    ),
    "inner": (
        "    pass",
    ),
    "deeper": (
        "        pass",
    ),
    "model": (
        "m = keras.Sequential()", "m = keras.Sequential([<layer>, <layer>])", "m = Sequential(<layers>)",
        "m = keras.Sequential()\nm.add(<layer>)\nm.add(<layer>)",
        "x = keras.Input(<value>)\ny = <layer>(x)\nm = keras.Model(x, y)",
        "m = keras.Model(inputs=x, outputs=[<layer>(x), <layer>(x)])",
        "m = keras.Model(x, {<text>: <layer>(x)})",
        "class C(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        "        self.d = <layer>\n    def call(self, x, training=False):\n"
        "        return self.d(x)\nm = C()",
        "m = f(<arguments>)",
        "class C(keras.Sequential):\n    def __init__(self, *a, **k):\n"
        "        super(C, self).__init__(<layers>, **k)\nm = C()",
        "m = keras.models.clone_model(m)", "m = keras.applications.VGG16(<arguments>)",
        "m = keras.models.load_model(<text>)", "m.pop()\nm.add(<layer>)",
        "x = <layer>(m.layers[-2].output)\nm = keras.Model(m.input, x)",
    ),
    "builder": (
        "def f(x=<number>):\n    m = keras.Sequential()\n    m.add(<layer>)\n    return m\nm = f()",
        "def f(x, *a, **k):\n<inner>\n    return <layer>(x)\n"
        "m = keras.Model(x, f(keras.Input(<value>), <arguments>))",
        "def f(n):\n<inner>\n    if n: return f(n - 1)\n    return <value>\nm = f(3)",
        "f = (lambda x: <layer>(x))\nm = f(x)",
        "class A:\n    d = <layer>\n    def f(self, x):\n<deeper>\n        return self.d(x)\n"
        "    def g(self):\n        self.m = <value>\n        self.m.compile(<compiled>)",
    ),
    "ending": (
        "m.compile(<compiled>)", "m.compile(<compiled>)\nm.fit(<arguments>)",
        "m.compile(<arguments>)\nm.fit(x, y, <keyword>)", "y = <labels>\nm.compile(<compiled>)\nm.fit(x, y)",
        "m.compile(<compiled>)\nnp.argmax(m.predict(x), axis=1)",
        "m.compile(<compiled>)\nz = m.predict(x) > 0.5", "(m.predict(x) > 0.5).astype(<value>)",
        "m.fit(x, <labels>)", "m.compile(*<value>, **<value>)", "y = y / <number>", "m.fit(<labels>)",
        "z = m.predict(<arguments>).round().argmax(-1)",
    ),
    "compiled": (
        "<text>, <loss>", "optimizer=<text>, loss=<loss>, metrics=[<metric>]", "<text>, <loss>, [<metric>]",
        "loss=<loss>", "<text>, loss=<loss>, metrics=[<metric>, <metric>]", "<text>, [<loss>, <loss>]",
        "loss={<text>: <loss>}, metrics={<text>: <metric>}", "**dict(loss=<loss>)",
        "*[<text>, <loss>, [<metric>]]", "<text>, <loss>, weighted_metrics=<value>",
        "metrics=<value>, loss=<value>",
    ),
    "loss": (
        '"mse"', '"binary_crossentropy"', '"categorical_crossentropy"', '"sparse_categorical_crossentropy"',
        '"hinge"', '"mae"', "keras.losses.BinaryCrossentropy(from_logits=True)",
        "keras.losses.CategoricalCrossentropy(<arguments>)", "f",
        "keras.losses.SparseCategoricalCrossentropy(from_logits=<value>)",
        "tf.nn.sigmoid_cross_entropy_with_logits", "(lambda a, b: keras.losses.mse(a, b))", "<value>",
        '"categorical_crossentropi"', "losses.Poisson()", "None",
    ),
    "metric": (
        '"accuracy"', '"acc"', "keras.metrics.AUC()", "keras.metrics.Precision(<arguments>)", '"mae"',
        "<value>", "f", "keras.metrics.BinaryAccuracy(threshold=<number>)", '"SparseCategoricalAccuracy"',
        "keras.metrics.CategoricalAccuracy(<text>)",
    ),
    "layers": (
        "[<layer>]", "[<layer>, *<value>, <layer>]", "[<layer> for <name> in <value>]", "<value>",
        "([<layer>] * <number>)",
    ),
    "layer": (
        "layers.Dense(1)", 'layers.Dense(<number>, activation="<activation>")',
        'layers.Dense(<number>, "<activation>")', "layers.Dense(<arguments>)",
        'layers.Activation("<activation>")', "layers.Activation(<value>)", "layers.Dropout(0.5)",
        "layers.Flatten()", "layers.Reshape(<value>)", "layers.LSTM(<number>, <keyword>)",
        "layers.Softmax()", "layers.Lambda(<value>)", "layers.TimeDistributed(<layer>)",
        "layers.Bidirectional(<layer>)", "layers.Conv2D(<number>, 3, activation=<value>)",
        "keras.layers.<attribute>(<arguments>)",
        "layers.Dense(units=<value>, activation=<value>, name=<text>)", "<name>",
        "layers.BatchNormalization()", "layers.Concatenate()", "layers.Rescaling(<value>)", "m",
        "keras.Input((<number>,))",
    ),
    "activation": (
        "softmax", "sigmoid", "relu", "tanh", "linear", "sofmax", "elu", "exponential", "",
    ),
    "labels": (
        "y", "to_categorical(y)", "keras.utils.to_categorical(y, <number>)", "np.array([0, 1, 1])",
        "np.random.randint(<arguments>)", "np.eye(<number>)[y]", "LabelEncoder().fit_transform(y)",
        "pd.get_dummies(y)", "mnist.load_data()[0][1]", "<value>",
        "keras.utils.image_dataset_from_directory(<text>, label_mode=<text>)", "np.array(<value>)",
        "train_test_split(x, y)[<number>]", "tf.one_hot(y, <number>)",
        "ImageDataGenerator().flow_from_directory(<text>, class_mode=<text>)",
    ),
    "value": (
        "x", "<number>", "<text>", "<name>.<attribute>", "<name>", "<name>(<arguments>)", "None", "True",
        "<layer>", "<labels>", "[<value>, <value>]", "(<value>, <value>)", "{<text>: <value>, **<value>}",
        "[*<value>, <value>]", "{<value>, *<value>}", "(<value> + <value>)", "(<value> * <number>)",
        "(<value> / <value>)", "(<value> % <value>)", "(<value> // <value>)", "(<value> ** <value>)",
        "(-<value>)", "(not <value>)", "(~<value>)", "(<value> < <value> <= <value>)",
        "(<value> in <value>)", "(<value> is not <value>)", "(<value> and <value>)", "(<value> or <value>)",
        "(<value> if <value> else <value>)", "<name>[<value>]", "<name>[<value>:<value>]",
        "<name>[<value>, ..., -1]", "(lambda <parameters>: <value>)",
        "[<value> for <name> in <value> if <value>]",
        "{<value>: <value> for <name>, <name> in (<value>).items()}",
        "(<value> for <name> in <value> for <name> in <value>)",
        'f"{<name>}{<name>.<attribute>!r:>{<number>}}"', "(<name> := <value>)", "(await (<value>))",
        "(yield <value>)", "super().<attribute>(<arguments>)", "(<value>)(<arguments>)",
        "getattr(<name>, <text>)", "dict(<arguments>)", "zip(<value>, <value>)", "list(<value>)",
        "len(<value>)", "max(<arguments>)", "range(<arguments>)", "partial(<arguments>)", "type(<name>)",
        "int(<value>)", "float(<value>)", "str(<value>)", "sorted(<value>, key=<value>)",
        "<name>.<attribute>.<attribute>(<arguments>)[<value>].<attribute>", "<loss>", "<metric>",
    ),
    "arguments": (
        "", "<value>", "<value>, <value>", "<keyword>", "<value>, <keyword>", "*<value>, **<value>",
        "*<value>, <keyword>, **<value>",
    ),
    "keyword": (
        "activation=<value>", "units=<value>", "loss=<loss>", "metrics=<value>", "y=<value>", "name=<text>",
        "from_logits=<value>", "layers=<layers>", "outputs=<value>", "classes=<value>", "third=[<metric>]",
        "axis=<number>", "label_mode=<text>", "x=<value>",
    ),
    "parameters": (
        "", "<name>", "x, y=<value>", "self, x, *, n=<value>", "x, /, y, *a, **k", "*a, **k",
        "m=None, f=<value>",
    ),
    "target": (
        "<name>", "<name>.<attribute>", "<name>[<value>]", "(<name>, <name>)", "[<name>, (<name>, <name>)]",
    ),
    "name": (
        "m", "x", "y", "f", "g", "C", "d", "a", "self", "keras", "layers", "len", "list", "n", "tf", "np",
        "k", "z", "open", "Dense",
    ),
    "attribute": (
        "output", "d", "add", "layers", "compile", "x", "losses", "Dense", "fit", "shape", "T", "call",
        "append", "m", "__init__", "pop", "keys", "update", "values", "get", "__class__", "map", "insert",
        "lower", "predict", "activation", "format",
    ),
    "number": (
        "1", "0", "2", "10", "-1", "0.5", "1e400", "3j", "True",
        "0xffffffffffffffffffffffffffffffffffffffff", "255.", "10_000",
    ),
    "text": (
        '"adam"', "'one'", '"softmax"', '""', '"accuracy"', "b'a'", '"""a"""', '"a" "b"', "'é ß'",
        '"%s%9999d"', 'r"\\d"', '"categorical"', '"int"', '"mse"',
    ),
}  # fmt: skip
MOST_DEPTH = 12
BEGIN = "import keras\nfrom keras import layers\nx = y = i = keras.Input((3,))\nm = keras.Sequential([x])\n"
END = "m = keras.Model(i, x)\nm.compile('adam', 'mse', ['accuracy'])\n"
INDENTED = {"inner": "    ", "deeper": "        "}


class Writer:
    """Writes by the grammar as long as there are bytes."""

    def __init__(self, choices: bytes) -> None:
        self._choices = iter(choices)

    def written(self, rule: str, depth: int = MOST_DEPTH) -> str:
        """A text of the kind `rule`."""
        if rule in INDENTED:
            return indent(self.written("block", depth), INDENTED[rule])
        texts = GRAMMAR[rule]
        text = texts[next(self._choices, 0) % len(texts)] if depth > 0 else texts[0]
        return re.sub("<([a-z]+)>", lambda found: self.written(found[1], depth - 1), text)


def long_program(seed: int, most: int, times: int = 1) -> str:
    """A program of up to `most` letters: rows of one part each, every row `times` as long."""
    chance = Random(seed)
    left = chance.randint(most // 20, most)
    rows = []
    while left > 0:
        rule = chance.choice(("joined", "joined", "line", "block", "model", "builder", "ending"))
        part = Writer(chance.randbytes(60)).written(rule, MOST_DEPTH - 4) + "\n"
        length = min(chance.choice((1, 1, 3, 10, 100, 1_000)), left // len(part) + 1)
        left -= length * len(part)
        own_names = chance.random() < 0.3
        rows += [re.sub(r"\bx\b", f"x{n}", part) if own_names else part for n in range(length * times)]
    return "".join([BEGIN, *rows, END])


def program(choices: bytes) -> str:
    """The program that `choices` stand for."""
    return Writer(choices).written("program") + "\n"
