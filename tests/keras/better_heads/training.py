"""Trains code as it is pasted, for several seeds and learning rates at once, and stops at the best epoch."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import keras
import numpy as np

from .reading import READERS

RATES = (0.002, 0.008)
BATCH = 32
Namespace = dict[str, Any]


class Split(NamedTuple):
    """Rows to train on, to stop by and to judge by, in this order; `known` goes row by row."""

    x: np.ndarray
    y: Any
    truth: np.ndarray
    trained: int
    stopped: int
    known: dict[str, np.ndarray]

    @property
    def train(self) -> slice:
        return slice(0, self.trained)

    @property
    def stop(self) -> slice:
        return slice(self.trained, self.trained + self.stopped)

    @property
    def test(self) -> slice:
        return slice(self.trained + self.stopped, None)


class Pasted(NamedTuple):
    """Code that ran behind a body: the model it compiled, its labels, its weights, and how it decodes."""

    left: Namespace
    model: keras.Model
    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray | None


class Head(NamedTuple):
    """Code that reads `y` and adds the last layer to `model`; `says` turns `predictions` into answers."""

    name: str
    code: str
    fit: dict[str, str]
    says: str


Body = Callable[[tuple[int, ...]], keras.Sequential]
Judge = Callable[[np.ndarray, Any, np.ndarray], float]


class Told(keras.Sequential):
    """A model whose fit() keeps what it is told, and trains nothing."""

    def fit(self, x: Any, y: Any, **given: Any) -> None:
        self.given = {"x": x, "y": y, **given}


def mlp(shape: tuple[int, ...], width: int = 48) -> keras.Sequential:
    hidden = [keras.layers.Dense(width, activation="relu") for _ in range(2)]
    return Told([keras.Input(shape), *hidden])


def pasted(head: Head, split: Split, body: Body, seed: int) -> Pasted:
    """What the code leaves behind. Code of rivals reads `y`; code that is advised, three parts."""
    keras.utils.set_random_seed(seed)
    left: Namespace = {"model": body(split.x.shape[1:]), "keras": keras, "np": np, **READERS}
    parts = {"train": split.train, "val": split.stop, "test": split.test}
    for name, each in {"x": split.x, "y": split.y, **split.known}.items():
        left[name] = each[split.train]
        left |= {f"{name}_{part}": each[rows] for part, rows in parts.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(head.code, head.name, "exec"), left)
    told = getattr(left["model"], "given", {"x": left["x"], "y": left["y"]})
    told |= {name: eval(value, left) for name, value in head.fit.items()}
    y = np.asarray(told["y"])
    return Pasted(left, left["model"], np.asarray(told["x"]), y, _weights(told, y))


def _weights(told: Namespace, y: np.ndarray) -> np.ndarray | None:
    """Sample weights, or the class weights written out for each sample."""
    if told.get("class_weight"):
        numbers = np.argmax(y, axis=-1) if y.ndim > 1 and y.shape[-1] > 1 else np.ravel(y)
        return np.array([told["class_weight"][int(number)] for number in numbers], "float32")
    given = told.get("sample_weight")
    return None if given is None else np.asarray(given, "float32")


def scores(head: Head, splits: list[Split], body: Body, judge: Judge, epochs: int) -> np.ndarray:
    """How `judge` finds the answers to the test rows of each seed, at the rate and epoch that stop best."""
    every = [pasted(head, split, body, seed) for seed, split in enumerate(splits)]
    alike = len({str(_config(each.model.loss)) for each in every}) == 1
    groups = [every] if alike else [[each] for each in every]  # a loss with weights of its own for each seed
    found: list[float] = []
    for group in groups:
        found += _judged(head, group, splits[len(found) : len(found) + len(group)], judge, epochs)
    return np.array(found)


def _judged(head: Head, group: list[Pasted], splits: list[Split], judge: Judge, epochs: int) -> list[float]:
    paths, shown = _trained(group, splits, epochs)
    best = [
        min(
            np.ndindex(shown.shape[1:3]),
            key=lambda number: _score(head, one, split, split.stop, seen[number], judge),
        )
        for one, split, seen in zip(group, splits, shown, strict=True)
    ]
    kernels = [np.stack([each[seed][number] for seed, number in enumerate(best)]) for each in paths]
    tested = _put_out(group[0].model)(kernels, np.stack([split.x[split.test] for split in splits]))
    return [
        _score(head, one, split, split.test, predictions, judge)
        for one, split, predictions in zip(group, splits, np.asarray(tested), strict=True)
    ]


def _score(
    head: Head, one: Pasted, split: Split, rows: slice, predictions: np.ndarray, judge: Judge
) -> float:
    answers = np.asarray(eval(head.says, one.left | {"predictions": predictions}))
    with np.errstate(all="ignore"):
        found = judge(answers, split.y[rows], split.truth[rows])
    return found if np.isfinite(found) else np.inf


def _config(loss: Any) -> object:
    return loss.get_config() if isinstance(loss, keras.losses.Loss) else type(loss)


def _trained(group: list[Pasted], splits: list[Split], epochs: int) -> tuple[list[np.ndarray], np.ndarray]:
    """The weights after each epoch, (seeds, rates, epochs, ...), and what is put out then."""
    model, loss = group[0].model, _cost(group[0].model.loss)
    x = np.stack([each.x for each in group])
    later = np.stack([split.x[split.stop] for split in splits])
    y = np.stack([each.y for each in group])
    weights = [each.weights for each in group if each.weights is not None]
    given = np.stack(weights) if weights else np.zeros((len(group), 0))
    starts = [
        np.stack([each.model.trainable_variables[number].numpy() for each in group])
        for number in range(len(model.trainable_variables))
    ]
    learn = jax.vmap(_learner(model, loss, len(x[0]), epochs), in_axes=(0, None, 0, 0, 0, 0))  # over seeds
    paths, shown = jax.jit(learn)(starts, jnp.array(RATES), x, y, given, later)
    return [np.asarray(each) for each in paths], np.asarray(shown)


def _put_out(model: keras.Model) -> Callable[..., Any]:
    fixed = _fixed(model)
    return jax.jit(jax.vmap(lambda kernel, x: model.stateless_call(kernel, fixed, x)[0]))


def _cost(loss: Any) -> Callable[[Any, Any, Any], Any]:
    if isinstance(loss, keras.losses.Loss):
        return loss
    found = keras.losses.get(loss)

    def cost(y: Any, put_out: Any, weights: Any) -> Any:
        each = found(y, put_out)
        return jnp.mean(each if weights is None else each * weights)

    return cost


def _learner(model: keras.Model, loss: Any, rows: int, epochs: int) -> Callable[..., Any]:
    batch = min(BATCH, rows)
    steps = rows // batch
    fixed = _fixed(model)
    orders = np.stack([np.random.default_rng(number).permutation(rows) for number in range(epochs)])
    batches = jnp.asarray(orders[:, : steps * batch].reshape(epochs, steps, batch))

    def cost(kernel: Any, x: Any, y: Any, weights: Any) -> Any:
        put_out, _ = model.stateless_call(kernel, fixed, x)
        return loss(y, put_out, weights)

    def learn(start: Any, rate: Any, x: Any, y: Any, weights: Any, later: Any) -> Any:
        def step(state: Any, chosen: Any) -> Any:
            kernel, first, second, number = state
            given = weights[chosen] if weights.size else None
            slopes = jax.grad(cost)(kernel, x[chosen], y[chosen], given)
            number += 1
            first = [0.9 * old + 0.1 * new for old, new in zip(first, slopes, strict=True)]
            second = [0.999 * old + 0.001 * new**2 for old, new in zip(second, slopes, strict=True)]
            size = rate * jnp.sqrt(1 - 0.999**number) / (1 - 0.9**number)
            moved = [
                old - size * up / (jnp.sqrt(down) + 1e-7)
                for old, up, down in zip(kernel, first, second, strict=True)
            ]
            return (moved, first, second, number), None

        def epoch(state: Any, chosen: Any) -> Any:
            state, _ = jax.lax.scan(step, state, chosen)
            return state, (state[0], model.stateless_call(state[0], fixed, later)[0])

        nothing = [jnp.zeros_like(each) for each in start]
        return jax.lax.scan(epoch, (start, nothing, nothing, jnp.zeros(())), batches)[1]

    return jax.vmap(learn, in_axes=(None, 0, None, None, None, None))  # over rates


def _fixed(model: keras.Model) -> list[Any]:
    return [jnp.asarray(each.numpy()) for each in model.non_trainable_variables]
