"""Keras code for one model with several named outputs, put together from the code of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import indent
from typing import TYPE_CHECKING, TypeAlias

from . import snippet

if TYPE_CHECKING:
    from .records import HeadAdvice

    Heads: TypeAlias = Mapping[str, HeadAdvice]

WEIGHTS = (
    "sample_weight = {",
    "    name: np.ones(len(y[name])) if weights is None else weights",
    "    for name, (_, _, weights) in prepared.items()",
    "}",
)


def code(heads: Heads) -> str:
    """What one pastes: needs `inputs`, `features` and `y`, a dict of labels for each output."""
    place = "# inputs is your keras.Input, features what your last hidden layer puts out"
    body = "\n\n".join((_labels(heads), f"{place}\n{_model(heads)}"))
    return _module(heads, body)


def script(heads: Heads) -> str:
    """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
    inputs = "inputs = keras.Input(shape=x.shape[1:])"
    first = next(iter(heads.values()))
    model = f"{inputs}\nfeatures = {first.before}(inputs)\n{_model(heads)}"
    return _module(heads, "\n\n".join((_data(heads), _labels(heads), model)), _training(heads))


def _module(heads: Heads, body: str, *more: str) -> str:
    files = dict.fromkeys(file for head in heads.values() for file in head.python)
    functions = [_head(name, head) for name, head in heads.items()]
    return snippet.module([*files, *functions], body, *more)


def _head(name: str, head: HeadAdvice) -> str:
    """A function with the lines of one head, whose names are then its own."""
    weight = head.fit.get("sample_weight", "None")
    if "class_weight" in head.fit:  # fit() takes none for several outputs
        chosen = (
            "np.argmax(y, axis=-1)" if head.labels.shape != "(batch,)" and head.units > 1 else "y.ravel()"
        )
        weight = f"np.array([({head.fit['class_weight']})[int(label)] for label in {chosen}])"
    body = "\n\n".join(
        (
            f'"""Labels of {name} as its loss takes them, decode() for its predictions, sample weights."""',
            snippet.labels(head),
            snippet.decode(head),
            f"return y, decode, {weight}",
        )
    )
    return f"def {name}_labels(y):\n{indent(body, '    ')}"


def _labels(heads: Heads) -> str:
    lines = [
        "# y is a dict: the labels of each output as you have them",
        "prepared = {",
        *(f'    "{name}": {name}_labels(y["{name}"]),' for name in heads),
        "}",
        "decoders = {name: decode for name, (_, decode, _) in prepared.items()}",
        "y = {name: labels for name, (labels, _, _) in prepared.items()}",
    ]
    return "\n".join([*lines, *(WEIGHTS if _is_weighted(heads) else ())])


def _is_weighted(heads: Heads) -> bool:
    return any(head.fit for head in heads.values())


def _model(heads: Heads) -> str:
    weighted = _is_weighted(heads)
    key, weights = ("weighted_metrics", ", sample_weight=sample_weight") if weighted else ("metrics", "")
    return "\n".join(
        (
            "outputs = {",
            *(f'    "{name}": {_output(name, head)},' for name, head in heads.items()),
            "}",
            "model = keras.Model(inputs, outputs)",
            "",
            "model.compile(",
            '    optimizer="adam",',
            *_by_name("loss", ((name, snippet.loss(head)) for name, head in heads.items())),
            *_by_name(key, ((name, _listed(snippet.metrics(head))) for name, head in heads.items())),
            *_by_name("loss_weights", ((name, "1.0") for name in heads)),
            ")",
            f"# and train with model.fit(x, y{weights})",
        )
    )


def _by_name(key: str, values: Iterable[tuple[str, str]]) -> list[str]:
    return [f"    {key}={{", *(f'        "{name}": {value},' for name, value in values), "    },"]


def _listed(metrics: list[str]) -> str:
    return "".join(("[\n", *(f"            {metric},\n" for metric in metrics), "        ]"))


def _output(name: str, head: HeadAdvice) -> str:
    called = "features"
    for layer in snippet.layers(head, name):
        called = f"{layer}({called})"
    return called


def _data(heads: Heads) -> str:
    """The data of each head on inputs of its own, side by side, so that one model can learn them all."""
    names = list(heads)
    functions = [
        f"def {name}_data(rng):\n" + indent("\n".join(_data_lines(head)), "    ")
        for name, head in heads.items()
    ]
    made = [
        f'    "{name}": {name}_data(np.random.default_rng({number})),' for number, name in enumerate(names)
    ]
    lines = [
        "# Synthetic data: put your own x and y here",
        "keras.utils.set_random_seed(0)",
        "data = {",
        *made,
        "}",
        "x = np.concatenate([x for x, _ in data.values()], axis=-1)",
        "y = {name: labels for name, (_, labels) in data.items()}",
    ]
    return "\n\n\n".join((*functions, "\n".join(lines)))


def _data_lines(head: HeadAdvice) -> list[str]:
    """The lines that make x and y; what weighs samples besides is left for the labels to use."""
    used = f"{head.labels.convert}\n{head.prepare}\n{head.fit.get('sample_weight', '')}"
    made = dict.fromkeys(re.findall(r"^(\w+) = ", head.data, re.MULTILINE))
    besides = [name for name in made if name not in ("x", "truth") and re.search(rf"\b{name}\b", used)]
    return [*(f"global {name}" for name in besides), head.data.strip(), head.made.strip(), "return x, y"]


def _training(heads: Heads) -> str:
    train = test = ""
    if _is_weighted(heads):
        train, test = ", sample_weight=cut(sample_weight, train)", ", sample_weight=cut(sample_weight, test)"
    return f"""def cut(rows, part):
    return {{name: values[part] for name, values in rows.items()}}


train, test = slice(0, 800), slice(800, None)
history = model.fit(x[train], cut(y, train){train}, epochs=30, batch_size=32, verbose=0)
scores = model.evaluate(x[test], cut(y, test){test}, verbose=0, return_dict=True)
predictions = model.predict(x[test], verbose=0)
answers = {{name: decode(predictions[name]) for name, decode in decoders.items()}}

print("loss by epoch:", *(f"{{loss:.3f}}" for loss in history.history["loss"][::10]))
print(", ".join(f"{{name}} {{value:.3f}}" for name, value in scores.items()))
print("first answers:", {{name: rows[0] for name, rows in answers.items()}})"""
