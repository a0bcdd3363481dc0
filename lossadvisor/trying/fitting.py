"""What fit() does, with each epoch as one compiled program of JAX, for trainings that differ only in numbers.

fit() compiles for every new model and goes back to Python for every batch. Here a head is compiled once, and
all splits and starts of it are trained with that program, one after the other. So what comes out of one does
not depend on which others there are; to train them side by side with vmap was no faster on a processor.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from .calls import Call


class Fitter:
    """A model of Keras whose epochs are compiled once, for any weights and any rows of the same shapes."""

    def __init__(self, model: Any, batch: int) -> None:
        import jax

        self.model, self.batch = model, batch
        model.optimizer.build(model.trainable_variables)
        self._unused = [each.value for each in model.metrics_variables]
        self._slopes = jax.value_and_grad(model.compute_loss_and_updates, has_aux=True)
        self._by_batch = any(map(_is_convolution, model._flatten_layers()))
        self._epoch = self._one_epoch if self._by_batch else jax.jit(self._one_epoch)
        self._compiled = {each: jax.jit(each) for each in (self._step, self._look)}

    def fits(self, other: Any, call: Call) -> bool:
        """Whether another model has the same loss, seen on a batch: its numbers may come from the data."""
        import numpy as np

        x, y, weights = (None if each is None else each[: self.batch] for each in call.train)
        y_pred = other(x)
        mine, its = (
            np.asarray(each.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=weights))
            for each in (self.model, other)
        )
        return bool(np.array_equal(mine, its, equal_nan=True))

    def fit(self, start: Any, call: Call, seed: int) -> dict[str, list[float]]:
        """Train from the weights of the model `start`; the model of this has the weights then.

        The order of batches depends on `seed` alone. Returns `loss` and `val_loss` by epoch.
        """
        import jax

        state = _state(start)
        best, lowest, wait = state[:2], math.inf, 0
        key, history = jax.random.key(seed), {"loss": list[float](), "val_loss": list[float]()}
        train, val = (tuple(each if each is None else jax.numpy.asarray(each) for each in part)
                      for part in (call.train, call.val))  # fmt: skip
        for epoch in range(call.epochs):
            state, losses = self._epoch(state, jax.random.fold_in(key, epoch), train, val)
            loss, val_loss = (float(each) for each in losses)
            history["loss"].append(loss)
            history["val_loss"].append(val_loss)
            is_better = val_loss < lowest - (abs(call.stop.min_delta) if call.stop else 0)
            if is_better or not epoch:
                best = state[:2]
            wait, lowest = (0, val_loss) if is_better else (wait + 1, lowest)
            if call.stop and wait >= call.stop.patience and epoch:
                break
        self._put(best if call.stop and call.stop.restore_best_weights else state[:2])
        return history

    def _put(self, weights: Any) -> None:
        for variables, values in zip(_variables(self.model), weights, strict=True):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)

    def _one_epoch(self, state: Any, key: Any, train: Any, val: Any) -> Any:
        import jax

        rows = len(train[0])
        state, loss = self._pass(self._step, state, jax.random.permutation(key, rows), train)
        _, val_loss = self._pass(self._look, state, jax.numpy.arange(len(val[0])), val)
        return state, (loss, val_loss)

    def _pass(self, step: Callable[..., Any], state: Any, order: Any, part: Any) -> Any:
        """Every batch of some rows, the last one as small as it is, and the mean loss over the rows."""
        import jax

        if self._by_batch:
            return self._batches(self._compiled[step], state, order, part)
        rows, whole = len(order), len(order) // self.batch * self.batch
        state, losses = jax.lax.scan(
            lambda before, chosen: step(before, chosen, part),
            state,
            order[:whole].reshape(-1, self.batch),
        )
        total = losses.sum() * self.batch
        if rows > whole:
            state, loss = step(state, order[whole:], part)
            total += loss * (rows - whole)
        return state, total / rows

    def _batches(self, step: Callable[..., Any], state: Any, order: Any, part: Any) -> Any:
        """The same with a program for each batch: on processors XLA is slow at convolutions inside a loop."""
        total, rows = 0.0, len(order)
        for begin in range(0, rows, self.batch):
            chosen = order[begin : begin + self.batch]
            state, loss = step(state, chosen, part)
            total += loss * len(chosen)
        return state, total / rows

    def _step(self, state: Any, chosen: Any, part: Any) -> Any:
        weights, others, moments = state
        x, y, weighed = _rows(part, chosen)
        (_, (loss, _, others, _)), slopes = self._slopes(
            weights, others, self._unused, x, y, weighed, training=True, optimizer_variables=moments
        )
        weights, moments = self.model.optimizer.stateless_apply(moments, slopes, weights)
        return (weights, others, moments), loss

    def _look(self, state: Any, chosen: Any, part: Any) -> Any:
        x, y, weighed = _rows(part, chosen)
        _, (loss, *_) = self.model.compute_loss_and_updates(*state[:2], self._unused, x, y, weighed)
        return state, loss


def _is_convolution(layer: Any) -> bool:
    """Whether a layer convolves, in any dimension, transposed or by depth: all have a `kernel_size`."""
    return hasattr(layer, "kernel_size")


def _rows(part: Sequence[Any], chosen: Any) -> list[Any]:
    return [None if each is None else each[chosen] for each in part]


def _variables(model: Any) -> tuple[Any, Any]:
    return model.trainable_variables, model.non_trainable_variables


def _state(model: Any) -> tuple[Any, Any, Any]:
    model.optimizer.build(model.trainable_variables)
    first, second = ([each.value for each in variables] for variables in _variables(model))
    return first, second, [each.value for each in model.optimizer.variables]


@lru_cache(maxsize=64)
def _known(key: tuple[Any, ...]) -> list[Fitter]:
    """The fitters of models that are alike but for what stands in no configuration."""
    return []


def fitter_for(model: Any, call: Call, made_by: object) -> Fitter | str:
    """What trains `model`, compiled before where that was for the same, or why it takes fit() itself.

    `made_by` tells bodies of one's own apart.
    """
    if more := _more(model):
        return more
    try:
        key = (made_by, call.batch, _written(model))
    except (NotImplementedError, TypeError, ValueError):
        return "a layer, a loss or a metric of it cannot be written down, to know it again"
    found = _known(key)
    for each in found:
        if each.fits(model, call):
            return each
    try:
        model._symbolic_build(
            data_batch=tuple(None if each is None else each[: call.batch] for each in call.train)
        )
    except Exception as error:  # as of a metric that does not go with these labels: fit() says it itself
        return f"a batch does not go through it: {type(error).__name__}"
    found.append(Fitter(model, call.batch))
    return found[-1]


def _more(model: Any) -> str:
    """What a model does beyond the usual steps of fit() on JAX; nothing if it does no more."""
    import keras

    usual, optimizer = keras.Model, model.optimizer
    kinds = (optimizer, getattr(optimizer, "inner_optimizer", None))
    limits = ("max_epochs", "max_steps_per_epoch")
    more = {
        "Keras does not run on JAX": keras.backend.backend() != "jax",
        "it is run_eagerly": model.run_eagerly,
        "it has steps of its own": any(
            getattr(type(model), each) is not getattr(usual, each)
            for each in ("train_step", "test_step", "compute_loss", "compute_loss_and_updates")
            if hasattr(usual, each)
        ),
        "it has several inputs or outputs": len(model.outputs) != 1 or len(model.inputs) != 1,
        "it is compiled with jit_compile=False": not model.jit_compile,
        "it is compiled with steps_per_execution": model.steps_per_execution != 1,
        "its optimizer averages weights (use_ema)": any(getattr(each, "use_ema", False) for each in kinds),
        "its work is distributed": keras.distribution.distribution() is not None,
        "Keras has a limit of epochs or steps": any(
            getattr(keras.config, each, lambda: None)() for each in limits
        ),
    }
    return next((why for why, holds in more.items() if holds), "")


def _written(model: Any) -> str:
    """The model as JSON, without what makes its first weights, and with numbers in the place of names.

    Keras numbers names on from model to model, and weights are given anew for each training.
    """
    text = json.dumps(json.loads(model.to_json(), object_hook=_without_start))
    for number, named in enumerate((model, model.optimizer, *model._flatten_layers())):
        text = text.replace(f'"{named.name}"', f'"{number}"')
    return text


def _without_start(config: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in config.items() if not name.endswith("_initializer")}
