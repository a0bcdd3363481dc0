"""Keras code as text: what one pastes, and a whole program that runs as it is."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .advice import Advice
    from .facts import Arguments


def code(advice: Advice) -> str:
    """Imports, labels, the last layer, compile() and decoding. Needs `model` (or `inputs`) and `y`."""
    body = "\n\n".join((_labels(advice), f"{_place(advice)}\n{_layer(advice)}", _compile(advice)))
    return _module(body, _decode(advice))


def script(advice: Advice) -> str:
    """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
    model = f"{_hidden(advice)}\n{_layer(advice)}"
    body = "\n\n".join((_data(advice), _labels(advice), model, _compile(advice)))
    return _module(body, _decode(advice), _training(advice))


def call(name: str, arguments: Arguments) -> str:
    """`name(key=value, …)` as Python writes it."""
    return f"{name}({', '.join(f'{key}={_literal(value)}' for key, value in arguments.items())})"


def _literal(value: object) -> str:
    if isinstance(value, str) and value.isprintable() and not {'"', "\\"} & set(value):
        return f'"{value}"'
    return repr(value)


def _on_one_line(text: str) -> str:
    """Text that ends neither its comment nor its docstring."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())


def _module(body: str, *definitions: str) -> str:
    below = "\n\n\n".join((body, *definitions))
    imports = "import keras\nimport numpy as np" if "np." in below else "import keras"
    return f"{imports}\n\n{below}\n"


def _labels(advice: Advice) -> str:
    labels = advice.labels
    lines = [
        f"# Labels y of shape {_on_one_line(labels.shape)}, {_on_one_line(labels.dtype)}:",
        f"# {_on_one_line(labels.says)}",
    ]
    if labels.convert:
        lines.append(labels.convert.strip())
    if advice.prepare:
        lines.append(advice.prepare.strip())
    return "\n".join(lines)


def _layer(advice: Advice) -> str:
    activation = "" if advice.activation == "linear" else f', activation="{advice.activation}"'
    layer = f"keras.layers.Dense({advice.units}{activation})"
    if advice.answers.get("style") == "functional":
        return f"outputs = {layer}(features)\nmodel = keras.Model(inputs, outputs)"
    return f"model.add({layer})"


def _place(advice: Advice) -> str:
    """Where the pasted layer goes."""
    if advice.answers.get("style") == "functional":
        return "# inputs is your keras.Input, features what your last hidden layer puts out"
    return "# model is your keras.Sequential, with all layers but the last"


def _compile(advice: Advice) -> str:
    metrics = [call(f"keras.metrics.{each.metric}", each.arguments) for each in advice.metrics]
    lines = [
        "model.compile(",
        '    optimizer="adam",',
        f"    loss={call(f'keras.losses.{advice.loss}', advice.loss_arguments)},",
        "    metrics=[",
        *(f"        {metric}," for metric in metrics),
        "    ],",
        ")",
    ]
    if advice.fit:
        lines.append(f"# and train with model.fit(x, y, {_fit(advice)})")
    return "\n".join(lines)


def _fit(advice: Advice) -> str:
    return ", ".join(f"{key}={value}" for key, value in advice.fit.items())


def _decode(advice: Advice) -> str:
    decoding = advice.decoding
    written = f"{decoding.says}, written as your labels were" if decoding.back else decoding.says
    lines = [f'"""Predictions as {_on_one_line(written)}."""']
    if decoding.link:
        lines.append(f"predictions = keras.ops.convert_to_numpy({decoding.link})")
    if decoding.back:
        lines += [f"answers = {decoding.answers}", f"return {decoding.back}"]
    else:
        lines.append(f"return {decoding.answers}")
    return "def decode(predictions):\n" + indent("\n".join(lines), "    ")


def _data(advice: Advice) -> str:
    lines = [
        "# Synthetic data: put your own x and y here",
        "keras.utils.set_random_seed(0)",
        "rng = np.random.default_rng(0)",
        advice.data.strip(),
        advice.made.strip(),
    ]
    return "\n".join(lines).replace("{units}", str(advice.units))


def _hidden(advice: Advice) -> str:
    if advice.answers.get("style") == "functional":
        return (
            "inputs = keras.Input(shape=x.shape[1:])\n"
            'features = keras.layers.Dense(32, activation="relu")(inputs)'
        )
    return (
        "model = keras.Sequential(\n"
        '    [keras.Input(shape=x.shape[1:]), keras.layers.Dense(32, activation="relu")]\n'
        ")"
    )


def _training(advice: Advice) -> str:
    fit = f", {_fit(advice)}" if advice.fit else ""
    return "\n".join(
        (
            "train, test = slice(0, 800), slice(800, None)",
            f"history = model.fit(x[train], y[train]{fit}, epochs=30, batch_size=32, verbose=0)",
            "scores = model.evaluate(x[test], y[test], verbose=0, return_dict=True)",
            "answers = decode(model.predict(x[test], verbose=0))",
            "",
            'print("loss by epoch:", *(f"{loss:.3f}" for loss in history.history["loss"][::10]))',
            'print(", ".join(f"{name} {value:.3f}" for name, value in scores.items()))',
            'print("first answers:", *answers[:3])',
        )
    )
