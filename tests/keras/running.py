"""Running the text that is handed to people: a whole script, the part before its model, or the code."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import keras
import numpy as np

from lossadvisor.advice.advice import Advice, Combination
from lossadvisor.advice.labelling import PARTS

from .compiling import LARGE, compiled_well
from .remembering import remembered

ROWS = 1024
TRAIN, TEST = slice(0, 832), slice(832, None)  # the script keeps 128 of the first 832 for validation
Namespace = dict[str, Any]


def ran(advice: Advice | Combination) -> Namespace:
    """What a script leaves behind: `history`, `scores`, `answers`, `model`, `y`, and its print as `said`."""
    keras.utils.clear_session(free_memory=False)  # collecting garbage would take a quarter of the time
    namespace: Namespace = {}
    is_large = isinstance(advice, Advice) and advice.units >= LARGE
    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        remembered(advice.script),
        compiled_well() if is_large else contextlib.nullcontext(),
    ):
        exec(compile(advice.script, "script", "exec"), namespace)
    return {**whole(namespace), "said": said.getvalue()}


def whole(namespace: Namespace) -> Namespace:
    """What was cut into parts is put together again, as `x`, `y` and the weights of the samples."""
    cut = {name.removesuffix("_train") for name in namespace if name.endswith("_train")}
    return {**namespace, **{name: _joined([namespace[f"{name}_{part}"] for part in PARTS]) for name in cut}}


def _joined(parts: list[Any]) -> Any:
    if isinstance(parts[0], dict):
        return {name: _joined([part[name] for part in parts]) for name in parts[0]}
    if isinstance(parts[0], list):
        return [row for part in parts for row in part]
    return np.concatenate(parts)


def weights_in(advice: Advice, left: Namespace) -> np.ndarray | None:
    """The weights of the samples, where the advice trains with some."""
    expression = advice.fit.get("sample_weight")
    return None if expression is None else np.asarray(eval(str(expression), dict(left)))


def labelled(advice: Advice) -> Namespace:
    """The script as far as the labels: `x`, `truth` and `y` as fit() would take it."""
    return whole(_executed_to(advice, "model = keras.Sequential(", "inputs = keras.Input("))


def parts(advice: Advice) -> Namespace:
    """What a program has before code is pasted into it: parts of `x`, `y` and what else the labels need."""
    made = _executed_to(advice, "# Learned from", "def encode(")
    ends = tuple(f"_{part}" for part in PARTS)
    return {name: value for name, value in made.items() if name.endswith(ends)}


def pasted_labels(advice: Advice, given: Namespace) -> Namespace:
    """The lines about labels and what weighs samples of the code, in a program that has `given`."""
    lines, _, _ = advice.code.partition("\n# model is your")
    namespace: Namespace = dict(given)
    exec(compile(lines.partition("\n# inputs is your")[0], "pasted", "exec"), namespace)
    _, _, below = advice.code.partition("\nstop_early = ")
    exec(compile(f"stop_early = {below.partition('model.fit(')[0]}", "pasted", "exec"), namespace)
    del namespace["stop_early"], namespace["fit_arguments"]["callbacks"]
    return namespace


def pasted(advice: Advice) -> Namespace:
    """The code in a program that has what it asks for: parts of `x` and `y`, and `model` or `inputs`.

    It is compiled and not trained.
    """
    namespace = _executed_to(advice, "# Learned from", "def encode(")
    inputs = keras.Input(shape=labelled(advice)["x"].shape[1:])
    hidden = eval(advice.before, {"keras": keras})
    if advice.answers["style"] == "functional":
        namespace |= {"inputs": inputs, "features": hidden(inputs)}
    else:
        namespace["model"] = keras.Sequential([inputs, hidden])
    exec(compile(untrained(advice), "code", "exec"), namespace)
    return whole(namespace)


def untrained(advice: Advice) -> str:
    """The code without the line that trains."""
    return "".join(line for line in advice.code.splitlines(True) if not line.startswith("model.fit("))


def stored(advice: Advice) -> Namespace:
    """The synthetic data before anything is converted: `x`, `truth` and `y` as it was stored."""
    return _executed_to(advice, "train, val, test = ")


def _executed_to(advice: Advice, *marks: str) -> Namespace:
    """What the script has made when it comes to a paragraph that begins with one of `marks`."""
    paragraphs = advice.script.split("\n\n")
    reached = next(number for number, each in enumerate(paragraphs) if each.strip().startswith(marks))
    namespace: Namespace = {}
    exec(compile("\n\n".join(paragraphs[:reached]), "script", "exec"), namespace)
    return namespace
