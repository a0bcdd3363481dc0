"""What was met on the way through a program, as the waist has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.seen import (
    NOWHERE,
    Decoding,
    Kind,
    Labels,
    Loss,
    Mismatch,
    Model,
    Name,
    Oddity,
    Output,
    Seen,
    Third,
    Unfollowed,
)
from lossadvisor.check.steps import TOO_MUCH, Exhausted

from . import compiled, fitting, headless, hidden, loops, ownlosses, precision, shapes, unlearnable
from .arrays import Array
from .conditions import can_be
from .ends import heads
from .met import Event
from .models import AUTO, predicted_by
from .pairing import Pair, argument, astray, compared, metrics_of, place_of
from .places import is_here
from .run import Run
from .signs import is_keras_2, logs_acc, shows_yes_or_no, stops_in_keras_3
from .values import NOTHING, Constant, KerasObject, Ref, Unknown, Value, options

EVALUATES = "evaluate("  # a model that is only compiled to be measured need not learn
JUDGED = 50  # steps that it takes to judge one name, or one metric in one case


class Beside:
    """What is seen beside the outputs of a model: what losses of the program compare, and what is odd."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.oddities: list[Oddity] = []


def seen(run: Run, source: str) -> Seen:
    """All that was seen on the way; `run` has the text of `source`."""
    models: list[Model] = []
    inside: list[Model] = []
    looped: list[Model] = []
    oddities = [
        Oddity(each.kind, run.text.place(each.node), each.words)
        for each in run.sightings
        if is_here(each.node)
    ]
    decodings: list[Decoding] = []
    names: dict[Name, None] = {}
    known = run.libraries
    yes_or_no = shows_yes_or_no(known, source)
    try:
        for name in (each for value in run.activations for each in _names(run, "activation", value)):
            run.tick(1 if name in names else JUDGED)
            names[name] = None
        events = list(run.compiles())
        bodies = headless.compiled(run, events)
        for event in events:
            run.world, run.assumed = event.world, event.assumed
            event.told_there = event.told_there or event.number in bodies
            beside = Beside()
            models.append(_model(run, event, beside, yes_or_no))
            run.tick(JUDGED * _cases(models[-1]))
            if beside.outputs:
                inside.append(Model(models[-1].at, tuple(beside.outputs)))
                run.tick(JUDGED * _cases(inside[-1]))
            if models[-1].outputs and (event.labels or EVALUATES not in source):
                stuck = list(unlearnable.in_model(run, event))
                oddities += stuck
                models[-1] = replace(models[-1], outputs=()) if stuck else models[-1]
            if models[-1].outputs and not event.own_step:
                oddities += hidden.in_model(run, event)
            oddities += beside.oddities
        decodings += _decodings(run)
        for each in loops.models(run):
            looped.append(each)
            run.tick(JUDGED * _cases(each))
    except (Exhausted, RecursionError):
        run.exhausted = True
    if any(_is_flat(each) for model in models for each in model.outputs) and stops_in_keras_3(
        run.libraries, source
    ):
        models = [replace(each, outputs=tuple(map(_in_keras_2, each.outputs))) for each in models]
    return Seen(
        models=(*models, *inside, *looped),
        compiles=_counted(run) or len(loops.places_of(looped)),
        decodings=tuple(decodings),
        oddities=tuple(oddities),
        names=tuple(names),
        unfollowed=(_given_up(run),) if run.exhausted else (),
        own_names="custom_object" in source,  # so a string that Keras does not know may be the program's
        logs_acc=any(fit.watches for model in models for fit in model.fits) and logs_acc(known, source),
        keras_2=bool(run.sightings or any(map(_is_of_one_release, models))) and is_keras_2(known, source),
    )


def _is_of_one_release(model: Model) -> bool:
    """Whether it has what Keras 2 takes and Keras 3 does not."""
    return bool(model.third or model.bare or model.mismatches or model.names)


def _is_flat(output: Output) -> bool:
    """Whether there are labels without rows beside rows, or what may be rows."""
    shape = output.labels.shape if output.labels else None
    return shape is not None and len(shape) == 1 and (output.shape is None or len(output.shape) > 1)


def _in_keras_2(output: Output) -> Output:
    """An output with its labels as Keras 2 takes them, which makes a column of flat ones."""
    labels = output.labels
    if labels is None or labels.shape is None or not _is_flat(output):
        return output
    return replace(output, labels=replace(labels, shape=(*labels.shape, 1)))


def _counted(run: Run) -> int:
    """How many calls of compile() there are in the checked file."""
    return len({id(event.node) for event in run.compiles() if is_here(event.node)})


def _given_up(run: Run) -> Unfollowed:
    return Unfollowed(NOWHERE, "the program", TOO_MUCH.format(run.allowed))


def _cases(model: Model) -> int:
    """How much there is to judge in a model."""
    several = sum(len(each.heads) * len(each.losses) * (1 + len(each.metrics)) for each in model.outputs)
    return 1 + len(model.names) + several


def _model(run: Run, event: Event, beside: Beside, yes_or_no: bool) -> Model:
    """A model as compile() got it, and what is seen `beside`."""
    if event.told_there:
        return Model(place_of(run, event))
    loss, metrics = event.given.get("loss", NOTHING), metrics_of(event)
    names = [each for value in options(loss) for each in _names(run, "loss", value)]
    for value in run.world.items(metrics) or (metrics,):
        names += _names(run, "metric", value)
    at = place_of(run, event)
    used = not event.asked and not _is_in_vain(run, event)
    found = list(compared(run, event)) if used else []
    unfollowed = []
    if event.outputs is None and not event.some and loss != NOTHING and is_here(event.node):
        why = event.model.why if isinstance(event.model, Unknown) else ""
        unfollowed.append(Unfollowed(at, "the model", why or compiled.UNTOLD))
    if event.asked:
        unfollowed.append(Unfollowed(at, "the model", "it depends on the model whether it is compiled here"))
    return Model(
        at=at,
        outputs=tuple(_output(run, event, each, beside) for each in found if isinstance(each, Pair)),
        names=tuple(names),
        mismatches=(*(each for each in found if isinstance(each, Mismatch)), *astray(run, event)),
        third=_third(run, event),
        bare=_bare(run, event),
        used=used,
        unfollowed=tuple(unfollowed),
        fits=tuple(event.fits),
        logged=fitting.logged(run, event) if any(each.watches for each in event.fits) else None,
        elsewhere=not is_here(event.node),
        yes_or_no=yes_or_no,
    )


def _output(run: Run, event: Event, pair: Pair, beside: Beside) -> Output:
    """An output as compile() got it, and what its loss does `beside`."""
    at = argument(event.node, "loss")
    losses = tuple(compiled.loss(run, each, at) for each in options(pair.loss))
    losses = _own_loss(run, event, pair, beside) or losses
    metrics = compiled.metrics(run, pair.metrics, argument(event.node, "metrics"))
    given = any(each.given for each in losses) or event.starred
    ends = heads(run, pair.output) if given and pair.output is not None else ()
    if pair.output is not None and precision.is_narrow(run, pair.output):
        ends = tuple(replace(each, narrow=True) for each in ends)
    name = next((each.name for each in ends if each.name), "")
    labels, checked = _labels(run, event, pair, name)
    return Output(ends, losses if given else (), metrics, name, labels, checked, _shape(run, event, pair))


def _shape(run: Run, event: Event, pair: Pair) -> tuple[int | None, ...] | None:
    """The shape of an output; None where not even its axes are known."""
    if pair.output is None or event.own_step:
        return None
    known = {each.shape for each in event.inputs if isinstance(each, Array)}
    alone = len(known) == 1 and all(isinstance(each, Array) for each in event.inputs)
    return shapes.shape(run, pair.output, known.pop() if alone else None)


def _labels(run: Run, event: Event, pair: Pair, name: str) -> tuple[Labels | None, Labels | None]:
    """The labels that an output is trained on, and those it is validated on, where each has its own."""
    ends = event.outputs or (pair.output,)
    place = next((number for number, each in enumerate(ends) if each is pair.output), None)
    if place is None or event.own_step:
        return None, None
    several = len(ends) > 1
    trained = compiled.labels(run, event.labels, place, name, several)
    return trained, compiled.labels(run, event.checked, place, name, several, event.checked_at)


def _own_loss(run: Run, event: Event, pair: Pair, beside: Beside) -> tuple[Loss, ...]:
    """The loss of Keras that a loss of the program is, and `beside` what else is in it."""
    found: tuple[Loss, ...] = ()
    own = ownlosses.followed(run, pair.loss, pair.output)
    for each in ownlosses.judged(run, own, pair.output) if own else ():
        inner = tuple(compiled.called(run, one, not each.alone, each.beside) for one in each.losses)
        if each.plainly:
            found = inner
        elif pair.output is not None and any(one.activation for one in heads(run, each.prediction)):
            beside.outputs.append(Output(heads(run, each.prediction), inner))
    if own and is_here(event.node):
        weighed = "loss_weights" in event.given  # perhaps by a number below 0
        beside.oddities += unlearnable.in_loss(
            run, own, pair.output, place_of(run, event, "loss"), weighed=weighed
        )
    return found


def _names(run: Run, kind: Kind, value: Value) -> Iterator[Name]:
    """A text that Keras looks up, where it is written."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        at = run.text.at(value.node)
        if at is not None:
            yield Name(kind, value.value, at)


def _third(run: Run, event: Event) -> Third | None:
    """The third argument of compile() where it holds metrics."""
    written = event.node.args
    if len(written) < 3 or any(isinstance(each, ast.Starred) for each in written[:3]):
        return None  # it comes out of a list or dict, where it cannot be named
    if not _are_metrics(run, event.given.get("third", NOTHING)):
        return None
    at = run.text.at(written[2])
    return Third(at, run.text.of(written[2])) if at else None


def _bare(run: Run, event: Event) -> Third | None:
    """Metrics that compile() is given without brackets."""
    given = event.given.get("metrics", NOTHING)
    one = isinstance(given, Constant) and isinstance(given.value, str) and given != AUTO
    if not one and not (isinstance(given, KerasObject) and given.kind == "metric"):
        return None
    written = argument(event.node, "metrics")
    at = run.text.at(written)
    return Third(at, run.text.of(written)) if at and written is not event.node else None


def _are_metrics(run: Run, value: Value) -> bool:
    return any(
        (isinstance(each, Constant) and isinstance(each.value, str))
        or (isinstance(each, KerasObject) and each.kind == "metric")
        for each in run.world.items(value) or (value,)
    )


def _is_in_vain(run: Run, event: Event) -> bool:
    """Whether the loss is never used: a part of another model that is trained, or weights from a file."""
    known = isinstance(event.model, Ref) and event.model.number in run.inside | run.loaded
    return known and not event.labels


def _decodings(run: Run) -> Iterator[Decoding]:
    """Where predictions of a model with one output are turned into answers."""
    events = {event.number: event for event in run.events}
    for decoding in run.decodings:
        event = events.get(decoding.event)
        if event is None or not is_here(decoding.node):
            continue
        run.world, run.assumed = event.world, (*event.assumed, *decoding.assumed)
        outputs = predicted_by(run, event) if can_be(run) else None
        if outputs is None or len(outputs) != 1:
            continue
        losses = (compiled.loss(run, event.given.get("loss", NOTHING), event.node),)
        ends = heads(run, outputs[0])
        yield Decoding(decoding.kind, run.text.place(decoding.node), ends, losses, decoding.by)
