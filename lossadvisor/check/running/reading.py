"""A compiled model of a running program, with its data and one pass over a batch, read into the waist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.saved.compiling import outputs
from lossadvisor.check.saved.parts import Ends, ends_of
from lossadvisor.check.seen import (
    Head,
    Kind,
    Labels,
    Loss,
    Mismatch,
    Model,
    Name,
    Output,
    Place,
    Seen,
    Third,
    Training,
    Unfollowed,
    Weights,
)
from lossadvisor.errors import shown
from lossadvisor.rulebook.libraries import Libraries, libraries
from lossadvisor.rulebook.rules import Rules

from . import arrays, measuring, watching
from .losses import named
from .objects import Live, chain_spec, compiled_spec, model_spec
from .passing import Batch, Pass, passed

COMPILED, FITTED = Place(1, 1, 1, 1), Place(2, 1, 2, 1)  # no lines yet: the calls of compile() and fit()
HALF = 2  # bytes
IN_ITS_CALL = "what its call() does after the last layer is unknown"


class Data(Struct, frozen=True):
    """What a model is trained on, as the program gives it: all labels or those of a batch, and weights."""

    labels: Any = None
    whole: bool = True
    checked: Any = None
    class_weight: Any = None
    sample_weight: Any = None
    batch: int | None = None
    validated: bool | None = None
    callbacks: Any = None


def seen(rules: Rules, keras: Live, model: Live, batch: Batch, data: Data, state: Any = ()) -> Seen:
    """All that a model, its data and one pass over a batch show."""
    done = passed(keras, model, batch, state)
    known = libraries(rules)
    ends = _ends(known, model, done)
    compiling = compiled_spec(model)
    found, mismatches = outputs(ends, compiling)
    found = tuple(_with_loss_inside(each, done) for each in found) if len(found) == 1 else found
    mismatches += tuple(_unpaired(compiling["metrics"], len(found)))
    names = tuple(each.name for each in found)
    given = _as_given(done.predictions, names)
    if len(found) == len(given):
        truth = list(arrays.flat(data.labels, names))
        checked = list(arrays.flat(data.checked, names))
        found = tuple(
            _with_data(model, each, number, name, (truth, checked), batch, data, done)
            for number, (each, name) in enumerate(zip(found, given, strict=True))
        )
    unfollowed = (Unfollowed(COMPILED, "the model", ends.why),) if ends.heads is None else ()
    of_model = Model(
        COMPILED,
        found,
        names=tuple(_names(compiling)),
        mismatches=mismatches,
        third=_third(compiling["loss_weights"]),
        unfollowed=unfollowed,
        fits=(_training(data),),
        logged=watching.logged(model),
    )
    return Seen((of_model,), compiles=1)


def _as_given(predictions: Any, names: tuple[str, ...]) -> list[str]:
    """What the predictions of each output are called, in the order of the outputs; a dict has its own."""
    given = [name for name, _ in named(predictions)]
    return [*names] if len(names) > 1 and {*given} >= {*names} else given


def _third(given: Any) -> Third | None:
    """Metrics that compile() was given in the place of loss weights."""
    parts = given if isinstance(given, list) else [given]
    written = [*filter(None, map(_written, parts))]
    return Third(COMPILED, f"[{', '.join(written)}]") if written else None


def _written(metric: Any) -> str:
    """A metric as a program gives it; empty for a weight."""
    if isinstance(metric, str):
        return f'"{shown(metric)}"'
    kind = metric.get("class_name") if isinstance(metric, dict) else None
    return f"keras.metrics.{shown(kind)}()" if isinstance(kind, str) else ""


def _names(compiling: Any) -> Iterator[Name]:
    """The texts by which losses and metrics were given."""
    kinds: tuple[tuple[Kind, str], ...] = (
        ("loss", "loss"),
        ("metric", "metrics"),
        ("metric", "weighted_metrics"),
    )
    for kind, key in kinds:
        yield from (Name(kind, text, COMPILED) for text in _texts(compiling[key]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) or (isinstance(value, dict) and "class_name" not in value):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _with_loss_inside(output: Output, done: Pass) -> Output:
    """An output with the one loss of Keras that a loss of the program calls, where it calls one."""
    loss = next(iter(output.losses), None)
    if loss is None or not loss.why or len(done.inside) != 1:
        return output
    ((name, logits),) = done.inside
    return replace(output, losses=(Loss(name, logits, loss.at, inside=True, beside=True),))


def _unpaired(metrics: Any, several: int) -> Iterator[Mismatch]:
    """A list of metrics that is not one for each of several outputs."""
    if several > 1 and isinstance(metrics, list) and metrics and len(metrics) != several:
        words = f"{len(metrics)} {'entry' if len(metrics) == 1 else 'entries'} of metrics"
        yield Mismatch(COMPILED, words, f"{several} outputs", "metrics")


def _ends(known: Libraries, model: Live, done: Pass) -> Ends:
    """What a model puts out: as its configuration says, else as its layers were called."""
    whole = model_spec(model)
    written = None if whole is None else ends_of(known, whole)
    if written is not None and written.heads and all(each.activation for each in written.heads):
        return written
    if not all(done.chains.values()):
        return written or Ends(why=IN_ITS_CALL)
    called = [
        head for chain in done.chains.values() for head in ends_of(known, chain_spec(chain)).heads or ()
    ]
    if written is None or written.heads is None:
        return Ends(tuple(done.chains), tuple(called))
    if len(called) != len(written.heads):
        return written
    pairs = zip(written.heads, called, strict=True)
    return replace(written, heads=tuple(head if head.activation else other for head, other in pairs))


def _with_data(
    model: Live,
    output: Output,
    number: int,
    name: str,
    labels: tuple[list[Any], list[Any]],
    batch: Batch,
    data: Data,
    done: Pass,
) -> Output:
    """An output with its labels, its shape, and what the pass showed of it."""
    predictions = dict(named(done.predictions))[name]
    shape = (None, *predictions.shape[1:])
    truth, checked = labels
    changed = any(each.inside for each in output.losses)  # a loss of the program may do anything to them
    told = None if changed else _labels(truth, number, "what fit() is given as y", shape, data.whole)
    validated = _labels(checked, number, "validation_data", shape, True)
    measured = measuring.measured(model, name, predictions, batch, done)
    narrow = predictions.dtype.itemsize == HALF
    heads = tuple(_sized(replace(each, narrow=narrow), shape) for each in output.heads)
    return replace(output, heads=heads, labels=told, checked=validated, shape=shape, measured=measured)


def _sized(head: Head, shape: Any) -> Head:
    """A head with as many units as come out; layers after it may move them to another axis."""
    if len(shape) == 1 or head.units in (None, shape[-1]):
        return head
    return replace(head, units=shape[-1], sized=True, reshaped=False)


def _labels(given: list[Any], number: int, source: str, shape: Any, whole: bool) -> Labels | None:
    if number >= len(given):
        return None
    return arrays.labels(given[number], source, FITTED, shape, whole)


def _training(data: Data) -> Training:
    """What else fit() is given."""
    import numpy as np

    weights = data.class_weight
    keys = tuple(weights) if isinstance(weights, Mapping) else None
    axes = None if data.sample_weight is None else np.ndim(data.sample_weight)
    return Training(
        class_weight=None if weights is None else Weights(FITTED, keys, "" if keys is not None else "list"),
        sample_weight=None if data.sample_weight is None else FITTED,
        sample_axes=axes,
        validated=data.validated,
        batch=data.batch,
        watches=tuple(watching.watches(data.callbacks, FITTED)),
    )
