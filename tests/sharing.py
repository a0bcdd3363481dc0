"""Programs that use one thing for several heads, at random: `python -m tests.sharing 20000` fixes so many.

They run as they stand. Each shares lists, objects, functions, default arguments, loops or classes between
heads of which some are wrong and some right, so that a fix for one may spoil another.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable

from lossadvisor.check import fixing, program
from lossadvisor.check.documents.source import decoded
from lossadvisor.check.findings import Checked
from lossadvisor.check.fixing import Fixed
from tests.shipped import RULES

ACTIVATIONS = ("None", '"sigmoid"', '"softmax"', '"tanh"', '"relu"', '"linear"')
UNITS = (1, 1, 3, 10)
STRINGS = (
    "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "mse", "hinge",
)  # fmt: skip
LOSSES = ("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
LOGITS = (
    "",
    "from_logits=True",
    "from_logits=False",
    "True",
    "name='loss'",
    '**{"from_logits": False}',
)
METRICS = (
    '"accuracy"', '"accuracy"', '"acc"', "<m>BinaryAccuracy()", "<m>BinaryAccuracy(threshold=0.5)",
    '<m>BinaryAccuracy("ba", None, 0.5)', "<m>AUC()", "<m>AUC(from_logits=False)", "<m>AUC(from_logits=True)",
    "<m>Precision()", "<m>Precision(0.5)", "<m>Recall(thresholds=0.0)", "<m>CategoricalAccuracy()",
    "<m>SparseCategoricalAccuracy()", '"binary_accuracy"', '"mae"',
)  # fmt: skip
DATA = (
    "", "", "m.fit(x, np.array([0, 1, 1, 0]))",
    "m.fit(x, keras_utils.to_categorical(np.array([0, 1, 2]), 3))",
    "m.fit(x, np.array([0, 1, 2, 9]))", "m.fit(x, np.random.rand(4, 1))",
)  # fmt: skip


RIGHT = (
    ("1", '"sigmoid"', '"binary_crossentropy"'), ("1", '"sigmoid"', "<l>BinaryCrossentropy()"),
    ("1", "None", "<l>BinaryCrossentropy(from_logits=True)"), ("1", "None", '"mse"'),
    ("3", '"softmax"', '"categorical_crossentropy"'),
    ("3", '"softmax"', "<l>SparseCategoricalCrossentropy()"),
    ("3", "None", "<l>SparseCategoricalCrossentropy(from_logits=True)"),
)  # fmt: skip


class Writer:
    """A program in the making: how Keras is called in it, and the lines of it so far."""

    def __init__(self, seed: int, data: bool) -> None:
        self.data = data
        self.random = random.Random(seed)
        self.lines: list[str] = []
        self.count = 0
        heads = {
            "import keras\n": ("keras.layers.", "keras.losses.", "keras.metrics.", "keras."),
            "import keras as K\n": ("K.layers.", "K.losses.", "K.metrics.", "K."),
            "from keras import layers, losses, metrics, Sequential, Input, Model\n": (
                "layers.", "losses.", "metrics.", "",
            ),
            "from keras.layers import *\nfrom keras.losses import *\nfrom keras import metrics as own\n"
            "from keras import Sequential, Input, Model\n": ("", "", "own.", ""),
            "if __name__:\n    import keras\nfrom keras import layers as L, losses, metrics\n"
            "from keras import Sequential, Input, Model\n": ("L.", "losses.", "metrics.", ""),
        }  # fmt: skip
        self.begin = self.random.choice(sorted(heads))
        self.layers, self.losses, self.metrics, self.keras = heads[self.begin]

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def say(self, *lines: str) -> None:
        self.lines += lines

    def dense(self, units: str, activation: str) -> str:
        given = self.pick(f", {activation}", f", activation={activation}")
        left_out = activation == "None" and self.random.random() < 0.7
        return f"{self.layers}Dense({units}{'' if left_out else given})"

    def loss(self) -> str:
        if self.random.random() < 0.4:
            return f'"{self.pick(*STRINGS)}"'
        name = self.pick(*LOSSES)
        return f"{self.losses}{name}({self.pick(*LOGITS)})"

    def metric_list(self) -> str:
        chosen = self.random.sample(METRICS, self.random.randint(1, 2))
        return f"[{', '.join(each.replace('<m>', self.metrics) for each in chosen)}]"

    def head(self) -> tuple[str, str, str]:
        """Units, activation and loss, which mostly go together."""
        if self.random.random() < 0.3:
            return self.units(), self.activation(), self.loss()
        units, activation, loss = self.random.choice(RIGHT)
        return units, activation, loss.replace("<l>", self.losses)

    def activation(self) -> str:
        return self.pick(*ACTIVATIONS)

    def units(self) -> str:
        return str(self.random.choice(UNITS))

    def model(self, *layers: str) -> str:
        first = [f"{self.keras}Input((4,))"] if self.random.random() < 0.5 else []
        return f"{self.keras}Sequential([{', '.join([*first, *layers])}])"

    def compiled(self, name: str, loss: str, metrics: str, indent: str = "") -> None:
        with_metrics = self.pick(f", metrics={metrics}", f", metrics={metrics}", "")
        given = self.pick(f'"adam", {loss}', f'optimizer="adam", loss={loss}', f"loss={loss}")
        self.say(f"{indent}{name}.compile({given}{with_metrics})")
        data = self.pick(*DATA)
        if self.data and data and not indent:
            self.say(data.replace("m.", f"{name}.", 1).replace("keras_utils", "utils"))

    def end(self) -> str:
        body = "\n".join(self.lines)
        more = "import numpy as np\n" if "np." in body else ""
        more += "from keras import utils\n" if "utils." in body else ""
        return f"{self.begin}{more}x = None\n{body}\n"


def _plain(to: Writer) -> None:
    name = to.name("m")
    units, activation, loss = to.head()
    to.say(f"{name} = {to.model(to.dense(units, activation))}")
    to.compiled(name, loss, to.metric_list())


def _shared_values(to: Writer) -> None:
    """A loss and metrics in variables, for two or three models."""
    loss, metrics = to.name("LOSS"), to.name("METRICS")
    to.say(f"{loss} = {to.loss()}", f"{metrics} = {to.metric_list()}")
    for _ in range(to.random.randint(2, 3)):
        name = to.name("m")
        units, activation, own = to.head()
        to.say(f"{name} = {to.model(to.dense(units, activation))}")
        to.compiled(name, to.pick(loss, own), to.pick(metrics, metrics, to.metric_list()))


def _builder(to: Writer) -> None:
    """A function that builds and compiles, with some of it inside and some as arguments or defaults."""
    name = to.name("build")
    metrics = to.pick("shown", to.metric_list())
    loss = to.pick("loss", "loss", to.loss())
    to.say(f"def {name}(last, loss={to.loss()}, shown={to.metric_list()}, n={to.units()}):")
    to.say(f"    model = {to.model(to.dense(to.pick('n', to.units()), 'last'))}")
    to.compiled("model", loss, metrics, "    ")
    to.say("    return model")
    for _ in range(to.random.randint(1, 3)):
        units, activation, own = to.head()
        more = to.pick("", f", {own}, n={units}", f", {own}, n={units}", f", shown={to.metric_list()}")
        to.say(f"{to.name('m')} = {name}({activation}{more})")


def _factory(to: Writer) -> None:
    """A function or lambda that makes layers, for hidden ones and for heads."""
    name = to.name("block")
    layer = to.dense("n", to.pick(to.activation(), "last"))
    if to.random.random() < 0.5:
        to.say(f"def {name}(n, last={to.activation()}):", f"    return {layer}")
    else:
        to.say(f"{name} = lambda n, last={to.activation()}: {layer}")
    for _ in range(to.random.randint(1, 2)):
        model = to.name("m")
        hidden = to.pick("", f"{name}(8), {to.layers}ReLU(), ")
        units, activation, loss = to.head()
        last = to.pick("", f", {activation}", f", {activation}")
        to.say(f"{model} = {to.model(f'{hidden}{name}({units}{last})')}")
        to.compiled(model, loss, to.metric_list())
    if to.random.random() < 0.4:
        to.say(f"{to.name('other')} = {to.model(f'{name}({to.units()})')}")


def _loop(to: Writer) -> None:
    """Heads in a loop over activations, losses or both."""
    rounds = [f"({', '.join(to.head())})" for _ in range(to.random.randint(1, 3))]
    to.say(f"for n, last, loss in [{', '.join(rounds)}]:")
    to.say(
        f"    m = {to.model(to.dense(to.pick('n', to.units()), to.pick('last', 'last', to.activation())))}"
    )
    to.compiled("m", to.pick("loss", "loss", to.loss()), to.metric_list(), "    ")


def _class(to: Writer) -> None:
    """A class that keeps the loss and the metrics for all models that it compiles."""
    name = to.name("Trainer")
    to.say(f"class {name}:", f"    metrics = {to.metric_list()}")
    to.say("    def __init__(self, loss):", "        self.loss = loss", "    def head(self, n, last=None):")
    to.say(f"        return {to.dense('n', 'last')}", "    def run(self, n, last):")
    to.say(f"        m = {to.model('self.head(n, last)')}")
    to.compiled("m", "self.loss", "self.metrics", "        ")
    for _ in range(to.random.randint(1, 2)):
        owner = to.name("t")
        units, activation, loss = to.head()
        to.say(f"{owner} = {name}({loss})", f"{owner}.run({units}, {activation})")
        if to.random.random() < 0.3:
            to.say(f"{owner}.run({to.units()}, {to.activation()})")


def _outputs(to: Writer) -> None:
    """A model with two outputs, of which both may have the same loss or the same kind of layer."""
    given, model = to.name("given"), to.name("m")
    make = to.name("out")
    to.say(f"{given} = {to.keras}Input((4,))")
    to.say(f"def {make}(n, name, last={to.activation()}):")
    to.say(f"    return {to.layers}Dense(n, activation=last, name=name)({given})")
    (n, last, loss), (n2, last2, loss2) = to.head(), to.head()
    ends = [f'{make}({n}, "a", {last})', f'{make}({n2}, "b"{to.pick("", f", {last2}")})']
    to.say(f"{model} = {to.keras}Model({given}, [{', '.join(ends)}])")
    both = to.pick(loss, f"[{loss}, {loss2}]", f'{{"a": {loss}, "b": {loss2}}}')
    to.say(f"{model}.compile(loss={both}, metrics={{'a': {to.metric_list()}, 'b': {to.metric_list()}}})")


def _alias(to: Writer) -> None:
    """Layers, activations and losses under other names."""
    layer, last, loss, name = (to.name(each) for each in ("D", "LAST", "L", "m"))
    to.say(
        f"{layer} = {to.layers}Dense",
        f"{last} = {to.activation()}",
        f"{loss} = {to.losses}{to.pick(*LOSSES)}",
    )
    to.say(f"{name} = {to.model(f'{layer}({to.units()}, {last})')}")
    to.compiled(name, f"{loss}({to.pick(*LOGITS)})", to.metric_list())
    if to.random.random() < 0.5:
        again = to.name("m")
        to.say(f"{again} = {to.model(f'{layer}({to.units()}, activation={last})')}")
        to.compiled(again, f"{loss}({to.pick(*LOGITS)})", to.metric_list())


SHAPES: tuple[Callable[[Writer], None], ...] = (
    _plain, _shared_values, _builder, _factory, _loop, _class, _outputs, _alias,
)  # fmt: skip


def shared(seed: int, *, data: bool = True) -> str:
    """The program of this number, with labels or without."""
    writer = Writer(seed, data)
    for shape in writer.random.sample(SHAPES, writer.random.randint(1, 2)):
        shape(writer)
    return writer.end()


def checked(text: str) -> Checked:
    return program.checked(RULES, text, proving=True)


def fixed(text: str) -> Fixed:
    return fixing.fixed(text.encode(), decoded, lambda document: checked(document.text))


def complaint(seed: int) -> str:
    """What is wrong with the fixing of a program; empty where all is well."""
    text = shared(seed)
    compile(text, "before", "exec")
    before = checked(text)
    done = fixed(text)
    after = done.content.decode()
    try:
        compile(after, "after", "exec")
    except SyntaxError as error:
        return f"does not compile: {error}"
    new = Counter(each.name for each in done.checked.findings) - Counter(
        each.name for each in before.findings
    )
    if new:
        return f"new: {', '.join(new)}"
    if (after != text) != (done.fixed > 0):
        return f"{done.fixed} said to be fixed"
    return "" if fixed(after).content.decode() == after else "a second time changes more"


def main(most: int) -> int:
    told = [f"{seed}: {says}" for seed in range(most) if (says := complaint(seed))]
    changed = sum(fixed(shared(seed)).fixed > 0 for seed in range(most))
    print(*told, f"{most} programs, {changed} changed", sep="\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
