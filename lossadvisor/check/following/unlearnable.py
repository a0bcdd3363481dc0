"""What cannot be trained as it was meant: losses and models without a gradient, and losses upside down."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.ending import LINEAR
from lossadvisor.check.seen import Oddity, Place

from . import functions, gradients
from .agreement import Agreement
from .ends import heads
from .met import Event
from .ownlosses import PREDICTION, Own
from .places import is_here
from .run import Run
from .tensors import COMPARED
from .values import NOTHING, Tensor, Value

NO_GRADIENT, WRONG_SIGN, OF_SCORES = "no-gradient", "loss-with-wrong-sign", "logarithm-of-scores"


def in_loss(run: Run, own: Own, output: Value | None, at: Place, *, weighed: bool) -> Iterator[Oddity]:
    """What is wrong with a loss of the program itself, which stands at `at`; one that is weighed may turn."""
    if not isinstance(own.result, Tensor):
        return
    cut = gradients.missing(run, own.result, output or PREDICTION)
    if cut is not None:
        yield Oddity(NO_GRADIENT, at, {"step": _named(cut)})
    elif not weighed and Agreement(run, output or PREDICTION).grows(own.result) == 1:
        yield Oddity(WRONG_SIGN, at)
    if output is not None:
        yield from _of_scores(run, own.result, output)


def _of_scores(run: Run, result: Tensor, output: Value) -> Iterator[Oddity]:
    """The logarithm of what a model without a last activation puts out."""
    agreement = Agreement(run, output)
    if not any(map(agreement.is_logarithm, _below(run, result))):
        return
    ends = heads(run, output)
    first = next(iter(ends), None)
    if first is not None and first.layer is not None and all(head.activation == LINEAR for head in ends):
        yield Oddity(OF_SCORES, first.layer)


def _below(run: Run, result: Tensor) -> Iterator[Tensor]:
    """All steps that a value is made of."""
    rest: list[Value] = [result]
    known: set[int] = set()
    while rest:
        run.tick()
        each = rest.pop()
        if isinstance(each, Tensor) and id(each) not in known:
            known.add(id(each))
            yield each
            rest += [part for value in each.inputs for part in functions.parts(run, value)]


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
