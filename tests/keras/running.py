"""Running the text that is handed to people: a whole script, the part before its model, or the code."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import keras
import numpy as np

from lossadvisor.advice.advice import Advice, Combination

from .compiling import LARGE, compiled_well
from .remembering import remembered

TRAIN, TEST = slice(0, 800), slice(800, None)
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
    return {**namespace, "said": said.getvalue()}


def weights_in(advice: Advice, left: Namespace) -> np.ndarray | None:
    """The weights of the samples, where the advice trains with some."""
    expression = advice.fit.get("sample_weight")
    return None if expression is None else np.asarray(eval(str(expression), dict(left)))


def labelled(advice: Advice) -> Namespace:
    """The script as far as the labels: `x`, `truth` and `y` as fit() would take it."""
    return _executed_to(advice, "model = keras.Sequential(", "inputs = keras.Input(")


def pasted(advice: Advice) -> Namespace:
    """The code in a program that has what it asks for: `y`, and `model` or `inputs` and `features`."""
    namespace = stored(advice)
    inputs = keras.Input(shape=labelled(advice)["x"].shape[1:])
    hidden = eval(advice.before, {"keras": keras})
    if advice.answers["style"] == "functional":
        namespace |= {"inputs": inputs, "features": hidden(inputs)}
    else:
        namespace["model"] = keras.Sequential([inputs, hidden])
    exec(compile(advice.code, "code", "exec"), namespace)
    return namespace


def stored(advice: Advice) -> Namespace:
    """The synthetic data before anything is converted: `x`, `truth` and `y` as it was stored."""
    return _executed_to(advice, "# Labels y")


def _executed_to(advice: Advice, *marks: str) -> Namespace:
    """What the script has made when it comes to a paragraph that begins with one of `marks`."""
    paragraphs = advice.script.split("\n\n")
    reached = next(number for number, each in enumerate(paragraphs) if each.startswith(marks))
    namespace: Namespace = {}
    exec(compile("\n\n".join(paragraphs[:reached]), "script", "exec"), namespace)
    return namespace
