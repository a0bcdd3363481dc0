"""Audit(): a callback that judges a model on the first batch of fit(), before it is trained on it.

The batch is looked at on its way to the model's own train function, so none is asked for twice, and what the
training does is what it does without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import FrameType
from typing import Any

import keras
from msgspec.structs import replace

from lossadvisor.check.running.reading import Data
from lossadvisor.report.streams import say
from lossadvisor.rulebook.loading import load

from .audit import checked_labels, is_batched, report, unpacked
from .records import AuditReport
from .sites import Site, site

FIT = "fit"


class Audit(keras.callbacks.Callback):  # type: ignore[misc]
    """Judge a model at the start of fit(), and print what is found on stderr, once.

    `found` is the report afterwards, None before. `tell` is called with it in the place of printing, and
    `compiled` is the line that compiled the model, where it is known.
    """

    def __init__(
        self, tell: Callable[[AuditReport], object] | None = None, *, compiled: Site | None = None
    ) -> None:
        super().__init__()
        self.found: AuditReport | None = None
        self._tell, self._compiled = tell or _printed, compiled

    def on_train_begin(self, logs: Any = None) -> None:
        """Wait for the first batch, where the model has not been judged yet."""
        if self.found is None:
            frame = _frame_of(self.model, sys._getframe(1))
            here = site(frame)
            data = data_given(frame.f_locals if frame is not None else {})
            watch(self.model, data, self._compiled or here, here, self._told)

    def _told(self, found: AuditReport) -> None:
        self.found = found
        self._tell(found)


def _printed(found: AuditReport) -> None:
    for line in str(found).splitlines():
        say(line)


def watch(
    model: Any, data: Data, compiled: Site, fitted: Site, tell: Callable[[AuditReport], object]
) -> None:
    """Judge the model on the first batch that its train function is given."""
    train = model.train_function

    def first(*arguments: Any) -> Any:
        model.train_function = train
        *state, batches = arguments
        batch, batches = _peeked(batches)
        found = _judged(model, batch, data, compiled, fitted, _values(model, state[0] if state else None))
        if found is not None:
            tell(found)
        return train(*state, batches)

    model.train_function = first


def _peeked(batches: Any) -> tuple[Any, Any]:
    """The first batch, and all of them as they were."""
    if isinstance(batches, (list, tuple)):  # torch: those of one step
        return batches[0], batches
    first = next(batches)
    return first, _again(chain([first], batches), getattr(batches, "element_spec", None))


def _again(batches: Iterator[Any], form: Any) -> Iterator[Any]:
    """The batches as they came: where TensorFlow knows their `form`, its function is made for that alone.

    TensorFlow would fetch one ahead, which the training would then miss.
    """
    if form is None:
        return batches
    tensorflow = sys.modules["tensorflow"]
    asked_for = tensorflow.data.Options()
    asked_for.experimental_optimization.inject_prefetch = False
    found = tensorflow.data.Dataset.from_generator(lambda: batches, output_signature=form)
    return iter(found.with_options(asked_for))


def _judged(
    model: Any, given: Any, data: Data, compiled: Site, fitted: Site, state: list[tuple[Any, Any]]
) -> AuditReport | None:
    """The report; None where the audit itself fails, which must not stop a training."""
    try:
        batch = unpacked(given)
        if data.labels is None:
            data = replace(data, labels=batch.y, whole=False)
        return report(load(None), model, batch, data, compiled, fitted, state)
    except Exception as error:  # whatever a class of the program raises
        says = " ".join(str(error).split())[:200]
        say(f"audit: the model could not be judged ({type(error).__name__}: {says})")
        return None


def _values(model: Any, state: Any) -> list[tuple[Any, Any]]:
    """The variables of a model with the values that a train function carries along, as that of JAX does."""
    if state is None:
        return []
    held = (model.trainable_variables, model.non_trainable_variables)
    return [pair for variables, values in zip(held, state) for pair in zip(variables, values)]  # noqa: B905


def _frame_of(model: Any, frame: FrameType | None) -> FrameType | None:
    """The call of fit() that this callback is in."""
    while frame is not None:
        if frame.f_code.co_name == FIT and frame.f_locals.get("self") is model:
            return frame
        frame = frame.f_back
    return None


def data_given(given: Mapping[str, Any]) -> Data:
    """What fit() was given beside the batches: all labels where these are arrays, and weights."""
    x, y, checked = given.get("x"), given.get("y"), given.get("validation_data")
    labels = None if x is None or is_batched(x) else y
    in_arrays = isinstance(checked, (list, tuple))
    return Data(
        labels=labels,
        whole=labels is not None,
        checked=checked_labels(checked) if in_arrays else None,  # a dataset is not asked for more
        class_weight=given.get("class_weight"),
        sample_weight=given.get("sample_weight"),
        batch=given.get("batch_size"),
        validated=checked is not None or bool(given.get("validation_split")),
        callbacks=given.get("callbacks"),
    )
