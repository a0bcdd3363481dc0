"""What functions of the R package keras3 make in Keras, and how R matches what they are given."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct

from .tree import Argument

REST = "..."
FUNCTIONS = {"loss": "losses", "metric": "metrics"}


class Maker(Struct, frozen=True):
    """A function of R: what of Keras it makes, such as `layers.Dense`, and its parameters in order."""

    makes: str
    parameters: tuple[str, ...]

    @property
    def is_layer(self) -> bool:
        return self.makes.startswith("layers.")

    @property
    def merges(self) -> bool:
        return self.is_layer and self.parameters[0] == "inputs"


def handed_over(name: str) -> str:
    """What of Keras a function of R is that is not called, such as `losses.poisson`; empty for another.

    A loss or metric that takes labels and predictions is the function of Keras of that name then.
    """
    maker = makers().get(name)
    kind, _, rest = name.partition("_")
    if maker and kind == "activation":
        return maker.makes
    if maker and kind in FUNCTIONS and maker.parameters[:2] == ("y_true", "y_pred"):
        return f"{FUNCTIONS[kind]}.{rest}"
    return ""


OTHERS = {
    "compile": ("object", "optimizer", "loss", "metrics", REST),
    "fit": ("object", "x", "y", REST),
    "predict": ("object", "x", REST),
    "to_categorical": ("x", "num_classes"),
    "keras_model": ("inputs", "outputs", REST),
    "layer_input": ("shape", "batch_size", "dtype"),
    "keras_input": ("shape", "batch_size", "dtype"),
}


@cache
def makers() -> dict[str, Maker]:
    """The functions by name."""
    read = files(__package__).joinpath("keras3.txt").read_text("utf-8")
    rows = [line.split() for line in read.splitlines() if not line.startswith("#")]
    return {name: Maker(makes, tuple(parameters)) for name, makes, *parameters in rows}


def matched(parameters: tuple[str, ...], given: list[Argument]) -> dict[str, Argument] | None:
    """What is given, by parameter, as R matches it: by name, then by position up to the dots.

    None where a name is that of a parameter only in part, or there are more than parameters.
    """
    named = {each.name: each for each in given if each.name}
    before = parameters[: parameters.index(REST)] if REST in parameters else parameters
    for name in named:
        if name not in parameters and any(each.startswith(name) for each in before):
            return None
    free = [each for each in before if each not in named]
    by_place = [each for each in given if not each.name]
    if len(by_place) > len(free) or len(named) + len(by_place) < len(given):
        return None
    return {**dict(zip(free, by_place, strict=False)), **named}
