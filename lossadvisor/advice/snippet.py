"""Keras code as text: what one pastes, and a whole program that runs as it is."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING

from lossadvisor.rulebook.contract import FUNCTIONAL, STYLE

from . import fitting, thresholds
from .comments import docstring, narrowed
from .labelling import PARTS, WEIGHT, WIDEST, definition, encoded, encoder, validation
from .laying import laid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lossadvisor.rulebook.facts import Arguments

    from .labelling import Encoder
    from .records import HeadAdvice

SYNTHETIC = """# Synthetic data: put your own x and y here
keras.utils.set_random_seed(0)
rng = np.random.default_rng(0)"""
PACKAGE = re.compile(r"\b(keras_\w+)\.")  # beside Keras, such as keras_rs
# Whole batches of 32: Keras compiles a step anew for a last batch that is smaller.
SPLIT = """train, val, test = slice(0, 704), slice(704, 832), slice(832, None)"""


def code(advice: HeadAdvice) -> str:
    """Imports, labels, the last layer, compile(), fit() and decoding.

    Needs `model` (or `inputs` and `features`), and `x` and `y` of each part.
    """
    found = encoder(advice)
    model = f"{_place(advice)}\n{_layer(advice)}"
    fit = fitting.called(validation(found), weighing(found, advice))
    body = "\n\n".join((labels(found, advice), model, _compile(advice), fit))
    return module(advice.python, definition(found, advice), body, decode(advice), *_choosing(advice))


def script(advice: HeadAdvice) -> str:
    """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
    found = encoder(advice)
    model = f"{_hidden(advice)}\n{_layer(advice)}"
    weights = fitting.arguments(weighing(found, advice))
    made = "\n".join(filter(None, (labels(found, advice), weights)))
    body = "\n\n".join((made, model, _compile(advice)))
    return module(
        advice.python,
        _data(found, advice),
        definition(found, advice),
        body,
        decode(advice),
        *filter(None, [thresholds.function(advice.decoding)]),
        _training(found, advice),
    )


def _choosing(advice: HeadAdvice) -> list[str]:
    """What chooses the threshold once the model is trained, and an answer with it."""
    if not advice.decoding.place:
        return []
    use = "answers = decode(model.predict(x_test), threshold)"
    return [thresholds.function(advice.decoding), f"{thresholds.used()}\n{use}"]


def call(name: str, arguments: Arguments) -> str:
    """`name(key=value, …)` as Python writes it."""
    return f"{name}({', '.join(f'{key}={_literal(value)}' for key, value in arguments.items())})"


def _literal(value: object) -> str:
    if isinstance(value, str) and value.startswith("$"):  # a name that the code has defined
        return value[1:]
    if isinstance(value, str) and value.isprintable() and not {'"', "\\"} & set(value):
        return f'"{value}"'
    return repr(value)


def module(files: Iterable[str], *blocks: str) -> str:
    """A whole module: imports, what Keras lacks out of `files`, then `blocks`."""
    made = [_without_imports(file) for file in files]
    below = "\n\n\n".join((*made, *blocks))
    others = PACKAGE.findall(below) if "keras_" in below else ()
    imports = [f"import {package}" for package in sorted({"keras", *others})]
    imports += ["import numpy as np"] if "np." in below else []
    gap = "\n\n\n" if below.startswith(("class ", "def ", "@")) else "\n\n"
    return "\n".join(imports) + gap + below + "\n"


def _without_imports(file: str) -> str:
    lines = (line for line in file.strip().splitlines() if not line.startswith(("import ", "from ")))
    return "\n".join(lines).strip()


def labels(found: Encoder, advice: HeadAdvice) -> str:
    """Labels of every part as the loss takes them, and what is made of those that train."""
    return "\n".join(filter(None, (encoded(found), narrowed(advice.prepare.strip()))))


def weighing(found: Encoder, advice: HeadAdvice) -> Arguments:
    """The arguments of fit() that weigh samples."""
    return {**advice.fit, **({WEIGHT: f"{found.weights}_train"} if found.weights else {})}


def layers(advice: HeadAdvice, name: str = "") -> list[str]:
    """The layers at the end of the model; the last of them gets `name`."""
    arguments = [] if advice.activation == "linear" else [f'activation="{advice.activation}"']
    arguments += advice.layer_arguments
    named = f'name="{name}"' if name else ""
    if named and not advice.after:
        arguments.append(named)
    more = "".join(f", {argument}" for argument in arguments)
    first = advice.layer.replace("{units}", str(advice.units)).replace("{more}", more)
    if not advice.after:
        return [first]
    shared = [argument for argument in advice.layer_arguments if argument.startswith("dtype=")]
    return [first, _with_arguments(advice.after, [*shared, *([named] if named else [])])]


def _with_arguments(layer: str, arguments: list[str]) -> str:
    """The code of `layer` with more arguments."""
    opened = layer.removesuffix(")")
    gap = ", " if arguments and not opened.endswith("(") else ""
    return f"{opened}{gap}{', '.join(arguments)})"


def _is_functional(advice: HeadAdvice) -> bool:
    return advice.answers.get(STYLE) == FUNCTIONAL


def _layer(advice: HeadAdvice) -> str:
    first, *rest = layers(advice)
    if _is_functional(advice):
        lines = [f"outputs = {first}(features)", *(f"outputs = {layer}(outputs)" for layer in rest)]
        return "\n".join([*map(laid, lines), "model = keras.Model(inputs, outputs)"])
    return "\n".join(laid(f"model.add({layer})") for layer in (first, *rest))


def _place(advice: HeadAdvice) -> str:
    """Where the pasted layer goes."""
    if _is_functional(advice):
        return "# inputs is your keras.Input, features the output of your last hidden layer"
    return "# model is your keras.Sequential with every layer except the last"


def loss(advice: HeadAdvice) -> str:
    """The loss as an object."""
    return call(_from(advice.loss_home, advice.loss), advice.loss_arguments)


def metrics(advice: HeadAdvice) -> list[str]:
    """The metrics as objects."""
    return [
        f"*({made} for k in range({advice.units}))" if each.each else made
        for each in advice.metrics
        for made in (call(_from(each.home, each.metric), each.arguments),)
    ]


def prepared(heads: Iterable[HeadAdvice]) -> Iterable[str]:
    """The lines that define what arguments of metrics name, each once."""
    return dict.fromkeys(each.prepare.strip() for head in heads for each in head.metrics if each.prepare)


def _from(home: str, name: str) -> str:
    return f"{home}.{name}" if home else name


def is_weighted(advice: HeadAdvice) -> bool:
    """Whether samples have weights, which metrics must know too."""
    return "sample_weight" in advice.fit


def _compile(advice: HeadAdvice) -> str:
    lines = [
        *prepared([advice]),
        "model.compile(",
        '    optimizer="adam",',
        laid(f"    loss={loss(advice)},"),
    ]
    if found := metrics(advice):
        key = "weighted_metrics" if is_weighted(advice) else "metrics"
        lines += [f"    {key}=[", *(laid(f"        {metric},") for metric in found), "    ],"]
    lines.append(")")
    return "\n".join(lines)


def decode(advice: HeadAdvice) -> str:
    """A function that turns predictions into answers."""
    decoding = advice.decoding
    written = f"{decoding.says}, written as your labels were" if decoding.back else decoding.says
    kept = ["It uses what was learned from y_train."] if decoding.back and advice.labels.learn else []
    lines = [docstring(f"Predictions as {written}.", *kept)]
    if decoding.link:
        lines.append(f"predictions = keras.ops.convert_to_numpy({decoding.link})")
    if decoding.back:
        lines += [f"answers = {decoding.answers}", f"return {decoding.back}"]
    else:
        lines.append(f"return {decoding.answers}")
    given = f", threshold={decoding.threshold}" if decoding.threshold else ""
    return f"def decode(predictions{given}):\n" + indent("\n".join(lines), "    ")


def _data(found: Encoder, advice: HeadAdvice) -> str:
    names = dict.fromkeys(("x", "y", *found.takes))
    return "\n".join((SYNTHETIC, advice.data.strip(), advice.made.strip(), "", SPLIT, *map(cut, names)))


def cut(name: str) -> str:
    """The line that cuts the rows of `name` into parts."""
    made = ", ".join(f"{name}_{part}" for part in PARTS)
    return f"{made} = {', '.join(f'{name}[{part}]' for part in PARTS)}"


def _hidden(advice: HeadAdvice) -> str:
    if _is_functional(advice):
        return f"inputs = keras.Input(shape=x_train.shape[1:])\nfeatures = {advice.before}(inputs)"
    one_line = f"model = keras.Sequential([keras.Input(shape=x_train.shape[1:]), {advice.before}])"
    if len(one_line) <= WIDEST:
        return one_line
    return f"model = keras.Sequential(\n    [keras.Input(shape=x_train.shape[1:]), {advice.before}]\n)"


def _training(found: Encoder, advice: HeadAdvice) -> str:
    more = ["**fit_arguments"] if advice.fit else []
    weights = f", sample_weight={found.weights}_test" if found.weights else ""
    chosen = ", threshold" if advice.decoding.place else ""
    return "\n".join(
        (
            "history = model.fit(",
            "    x_train,",
            "    y_train,",
            f"    validation_data=({validation(found)}),",
            *(f"    {each}," for each in ("epochs=30", "batch_size=32", "verbose=0", *more)),
            ")",
            f"scores = model.evaluate(x_test, y_test{weights}, verbose=0, return_dict=True)",
            *([thresholds.used(", verbose=0")] if chosen else []),
            f"answers = decode(model.predict(x_test, verbose=0){chosen})",
            "",
            'print("loss by epoch:", *(f"{loss:.3f}" for loss in history.history["loss"][::10]))',
            'print(", ".join(f"{name} {value:.3f}" for name, value in scores.items()))',
            'print("first answers:", *answers[:3])',
        )
    )
