"""What cannot be trained as it was meant: losses and models without a gradient, and losses upside down."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.seen import Oddity, Place

from . import gradients
from .agreement import Agreement
from .ownlosses import PREDICTION, Own
from .places import is_here
from .run import Event, Run
from .tensors import COMPARED
from .values import NOTHING, Tensor, Value

NO_GRADIENT, WRONG_SIGN = "no-gradient", "loss-with-wrong-sign"


def in_loss(run: Run, own: Own, output: Value | None, at: Place) -> Iterator[Oddity]:
    """What is wrong with a loss of the program itself, which stands at `at`."""
    if not isinstance(own.result, Tensor):
        return
    cut = gradients.missing(run, own.result, output or PREDICTION)
    if cut is not None:
        yield Oddity(NO_GRADIENT, at, {"step": _named(cut)})
    elif Agreement(run, output or PREDICTION).grows(own.result) == 1:
        yield Oddity(WRONG_SIGN, at)


def in_model(run: Run, event: Event) -> Iterator[Oddity]:
    """A step between the only output of a model and its weights that keeps these from being trained."""
    if event.given.get("loss", NOTHING) == NOTHING or event.own_step:
        return
    if event.outputs is None or len(event.outputs) != 1:
        return
    cut = gradients.missing(run, event.outputs[0])
    if cut is not None and is_here(cut.step.node):
        yield Oddity(NO_GRADIENT, run.text.place(cut.step.node), {"step": _named(cut)})


def _named(cut: Tensor) -> str:
    name = gradients.name_of(cut.step)
    return name if name in ("", COMPARED) else f"{name}()"
