"""Activations that a program writes out as arithmetic: softplus by a logarithm, sigmoid by a fraction."""

from __future__ import annotations

from msgspec.structs import replace

from lossadvisor.check.seen import Head

from .run import Run
from .unbounded import Walk
from .values import Tensor, constant

ONE_MORE = (1.0, 1.0)  # times one, plus one


def activation(run: Run, tensor: Tensor, walk: Walk) -> Head | None:
    """The head that is log(1 + exp(x)) or 1 / (1 + exp(x)); None for any other step."""
    name = run.libraries.now("names-of-arithmetic").get(tensor.step.name, tensor.step.name)
    given = tensor.inputs
    if name in ("log", "log1p") and len(given) == 1:
        return _of(walk(given[0]), "softplus", one_more=name == "log")
    if name == "divide" and len(given) == 2 and constant(given[0]) in (1, 1.0):
        return _of(walk(given[1]), "sigmoid", one_more=True)
    return None


def _of(ways: tuple[Head, ...], activation: str, one_more: bool) -> Head | None:
    """A head with another activation, where it is that of exp(x), to which one is added."""
    if len(ways) != 1 or ways[0].activation != "exponential" or ways[0].inner:
        return None
    if ways[0].rescaled != (ONE_MORE if one_more else None) or bool(ways[0].after) is not one_more:
        return None
    return replace(ways[0], activation=activation, rescaled=None, after="", after_at=None)
