"""What fit() does, with each epoch as one compiled program of JAX, for trainings that differ only in numbers.

fit() compiles for every new model and goes back to Python for every batch. Here a head is compiled once, and
all splits and starts of it are trained with that program, one after the other. So what comes out of one does
not depend on which others there are; to train them side by side with vmap was no faster on a processor.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

BATCH = 32  # rows, as fit() takes them
TAKEN = frozenset(
    (
        "x",
        "y",
        "validation_data",
        "epochs",
        "callbacks",
        "class_weight",
        "sample_weight",
        "batch_size",
        "verbose",
    )
)


class Call(NamedTuple):
    """What a program gives to fit(). `train` and `val` are features, labels, weights of samples or None."""

    train: tuple[Any, Any, Any]
    val: tuple[Any, Any, Any]
    epochs: int
    batch: int
    stop: Any  # a keras.callbacks.EarlyStopping, or None


class Recorder:
    """Stands for a model where fit() is called, and keeps what it is called with."""

    def fit(self, x: Any = None, y: Any = None, **more: Any) -> SimpleNamespace:
        """Keep the arguments."""
        self.given = {"x": x, "y": y, **more}
        return SimpleNamespace(history={})


def call_of(given: Mapping[str, Any]) -> Call | None:
    """The arguments of fit() as they are worked with here; None where they ask for more than is done here."""
    import keras

    validation = given.get("validation_data")
    callbacks = list(given.get("callbacks") or ())
    if not TAKEN.issuperset(given) or not isinstance(validation, tuple) or len(callbacks) > 1:
        return None
    stop = callbacks[0] if callbacks else None
    if stop is not None and not (type(stop) is keras.callbacks.EarlyStopping and _is_plain(stop)):
        return None
    weights = given.get("sample_weight")
    if given.get("class_weight") is not None:
        weights = weights_of(given["y"], given["class_weight"])
    parts = [(given["x"], given["y"], weights), (*validation, None)[:3]]
    if not all(hasattr(each, "dtype") for part in parts for each in part if each is not None):
        return None
    train, val = ((_single(x), _single(y), _single(each)) for x, y, each in parts)
    return Call(train, val, given.get("epochs", 1), given.get("batch_size") or BATCH, stop)


def _is_plain(stop: Any) -> bool:
    """Whether it waits for the lowest loss on validation data, from the first epoch on."""
    asked = (stop.monitor, stop.mode in ("auto", "min"), stop.baseline, stop.start_from_epoch)
    return asked == ("val_loss", True, None, 0)


def weights_of(y: Any, by_class: Mapping[int, float]) -> Any:
    """The weight of each sample by its class, as fit() reads `class_weight`; a class that is not named has 1.

    `y` are class numbers of shape (rows,) or (rows, 1), or one column for each class.
    """
    import numpy as np

    rows = np.asarray(y).reshape(len(y), -1)
    classes = np.round(rows[:, 0]) if rows.shape[1] == 1 else np.argmax(rows, axis=1)
    return np.array([by_class.get(int(each), 1.0) for each in classes], "float32")


def _single(values: Any) -> Any:
    """An array as fit() hands it on: no double precision."""
    import numpy as np

    if values is None:
        return None
    made = np.asarray(values)
    return made.astype("float32") if made.dtype == "float64" else made


class Fitter:
    """A model of Keras whose epochs are compiled once, for any weights and any rows of the same shapes."""

    def __init__(self, model: Any, batch: int) -> None:
        import jax

        self.model, self.batch = model, batch
        model.optimizer.build(model.trainable_variables)
        self._unused = [each.value for each in model.metrics_variables]
        self._slopes = jax.value_and_grad(model.compute_loss_and_updates, has_aux=True)
        self._epoch = jax.jit(self._one_epoch)

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


def forget() -> None:
    """Let go of all that is compiled."""
    _known.cache_clear()


def fitter_for(model: Any, call: Call, made_by: object) -> Fitter | None:
    """What trains `model`, compiled before where that was for the same; None where fit() itself must.

    `made_by` tells bodies of one's own apart. Only JAX compiles so; own ways to train and layers that cannot
    be written down are left to fit().
    """
    import keras

    if keras.backend.backend() != "jax" or model.run_eagerly:
        return None
    is_usual = type(model).train_step is keras.Model.train_step
    if not is_usual or len(model.outputs) != 1 or len(model.inputs) != 1:
        return None
    try:
        key = (made_by, call.batch, _written(model))
    except (NotImplementedError, TypeError, ValueError):
        return None
    found = _known(key)
    for each in found:
        if each.fits(model, call):
            return each
    found.append(Fitter(model, call.batch))
    return found[-1]


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
