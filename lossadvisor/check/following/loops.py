"""Models that a program trains without compile(): a loss of Keras called on what one of them puts out."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.seen import Model, Output, Place, Unfollowed

from . import compiled
from .ends import heads
from .met import Applied
from .places import is_here
from .run import Run
from .values import Tensor, Unknown, options

MOST_LOSSES = 8  # that one call may be


def models(run: Run) -> Iterator[Model]:
    """One model for each loss that is called on what a model puts out, and for each thing it is called on."""
    groups: dict[tuple[int, int], list[Applied]] = {}
    taped = [each for each in run.applied if each.taped]
    for each in taped or run.applied:  # where gradients are recorded, other losses are only shown
        for prediction in options(each.prediction) if is_here(each.node) else ():
            run.tick()
            if isinstance(prediction, Tensor):
                groups.setdefault((id(each.node), id(prediction)), []).append(each)
    told = set()
    for (place, number), group in groups.items():
        for model in _model(run, group, number):
            told.add(place)
            yield model
    for each in taped:
        if id(each.node) not in told and is_here(each.node):
            told.add(id(each.node))
            yield _lost(run, each)


def _lost(run: Run, each: Applied) -> Model:
    """A loop of which nobody knows what is trained in it."""
    run.world = each.world
    at = run.text.place(each.node)
    whys = (one.why for one in options(each.prediction) if isinstance(one, Unknown))
    why = next(filter(None, whys), "") or next((one.why for one in heads(run, each.prediction)), "")
    return Model(at, unfollowed=(Unfollowed(at, "the model", why or compiled.UNTOLD),))


def places_of(looped: list[Model]) -> set[Place | None]:
    """Where the heads are that these are about, or the loops of which they are not known."""
    heads = {head.layer for each in looped for output in each.outputs for head in output.heads}
    return heads | {each.at for each in looped if each.unfollowed}


def _model(run: Run, group: list[Applied], prediction: int) -> Iterator[Model]:
    first = group[0]
    run.world = first.world
    value = next(each for each in options(first.prediction) if id(each) == prediction)
    ends = heads(run, value)
    losses = tuple(dict.fromkeys(compiled.called(run, each) for each in group))
    if len(losses) <= MOST_LOSSES and any(each.activation for each in ends):
        yield Model(run.text.place(first.node), (Output(ends, losses),))
