"""Running the text that is handed to people: a whole script, the part before its model, or the code."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import keras

from lossadvisor.recommendation import Advice

TRAIN, TEST = slice(0, 800), slice(800, None)
Namespace = dict[str, Any]


def ran(advice: Advice) -> Namespace:
    """What a script leaves behind: `history`, `scores`, `answers`, `model`, `y`, and its print as `said`."""
    keras.utils.clear_session()
    namespace: Namespace = {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(advice.script, "script", "exec"), namespace)
    return {**namespace, "said": said.getvalue()}


def labelled(advice: Advice) -> Namespace:
    """The script as far as the labels: `x`, `truth` and `y` as fit() would take it."""
    return _executed_to(advice, "model = keras.Sequential(", "inputs = keras.Input(")


def pasted(advice: Advice) -> Namespace:
    """The code in a program that has what it asks for: `y`, and `model` or `inputs` and `features`."""
    given = stored(advice)
    namespace: Namespace = {"y": given["y"], "x": given["x"]}
    inputs = keras.Input(shape=(8,))
    features = keras.layers.Dense(4, activation="relu")(inputs)
    if advice.answers["style"] == "functional":
        namespace |= {"inputs": inputs, "features": features}
    else:
        namespace["model"] = keras.Sequential([keras.Input(shape=(8,)), keras.layers.Dense(4)])
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
