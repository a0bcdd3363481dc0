"""One batch through a running model and back: what it puts out, its loss, and what the weights feel of it.

Nothing of the model changes by it: what a layer would store, as the averages of a batch normalization or the
state of random numbers, is caught and thrown away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from . import losses, metrics
from .losses import Told, named
from .objects import Live, is_of_keras

SMALL = 0.01
ROW = 2  # axes of weights that are no bias
CROSSENTROPIES = {
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
}
ACTIVATIONS = ("softmax", "sigmoid", "softplus", "tanh", "relu")  # in keras.ops
OPS = tuple(f"ops_{name}" for name in ACTIVATIONS)
LAST = -1  # the axis
Run: TypeAlias = Callable[[Sequence[Any]], tuple[Any, Any]]  # weights to the loss and the predictions
Call: TypeAlias = tuple[Live, Any, Any]  # a layer, what goes in, what comes out


class Batch(NamedTuple):
    """Inputs, labels and weights of some samples."""

    x: Any
    y: Any = None
    weights: Any = None


class Pass(NamedTuple):
    """What came of one batch: predictions as arrays of numpy, and what the loss of each output gives.

    `gradients` has the largest one of each of the weights that train, None where there is no loss. `chains`
    are the layers that were called one after the other up to each output, and `inside` the losses of Keras
    that the loss calls on the predictions themselves, with whether it says that these are logits; `unmoved`
    are metrics that no prediction moves.
    """

    predictions: Any
    losses: dict[str, Told]
    gradients: list[float] | None
    chains: dict[str, list[Live]]
    inside: frozenset[tuple[str, bool]]
    unmoved: dict[str, tuple[tuple[str, float], ...]]


def passed(keras: Live, model: Live, batch: Batch, state: Sequence[tuple[Live, Any]] = ()) -> Pass:
    """What a batch gives; `state` has the values of variables that the model itself does not hold now."""
    held = {id(variable): value for variable, value in state}
    values = [held[id(each)] if state else each.value for each in model.trainable_variables]
    training = [_stirred(keras, value) for value in values]
    chains: dict[str, list[Live]] = {}
    inside: set[tuple[str, bool]] = set()

    def run(weights: Sequence[Any], with_loss: bool = True) -> tuple[Any, Any]:
        mapping = [*state, *zip(model.trainable_variables, weights, strict=True)]
        called: list[Call] = []
        with keras.StatelessScope(state_mapping=mapping), _watched(keras, called):
            predictions = model(batch.x, training=False)
            chains.update((name, _chain(each, called)) for name, each in named(predictions))
            with _heard(predictions, inside):
                return losses.total(keras, model, batch.y, predictions) if with_loss else None, predictions

    loss, gradients = None, None
    try:
        loss, predictions, gradients = _differentiated(keras, model, run, training)
    except Exception:  # shapes that do not fit, or a loss of the program that has no gradient
        _, predictions = run(training, False)
    arrays = keras.tree.map_structure(keras.ops.convert_to_numpy, predictions)
    known = None if loss is None else float(loss)
    costs = {} if batch.y is None else losses.told(keras, model, batch.y, arrays, known)
    same = {} if batch.y is None else metrics.unmoved(keras, model, batch.y, arrays)
    return Pass(arrays, costs, gradients, chains, frozenset(inside), same)


def _stirred(keras: Live, value: Any) -> Any:
    """Weights that are all 0 a little off it: below a head that starts so, no gradient is felt at first."""
    import numpy as np

    if len(value.shape) < ROW or np.any(keras.ops.convert_to_numpy(value)):
        return value
    noise = SMALL * np.random.default_rng(0).standard_normal(value.shape)
    return keras.ops.convert_to_tensor(noise, value.dtype)


@contextmanager
def _watched(keras: Live, called: list[Call]) -> Iterator[None]:
    """Every layer that is called, and activation of keras.ops, with what goes in and what comes out."""
    layer, modules = keras.layers.Layer, _modules()
    original = layer.__call__
    originals = {name: getattr(modules[0], name) for name in ACTIVATIONS}

    def activates(name: str) -> Callable[..., Any]:
        as_layer = keras.layers.Activation(name, name=f"ops_{name}")

        def run(x: Any, *args: Any, **kwargs: Any) -> Any:
            found = originals[name](x, *args, **kwargs)
            if {*args, *kwargs.values()} <= {LAST}:
                called.append((as_layer, x, found))
            return found

        return run

    def call(self: Live, *args: Any, **kwargs: Any) -> Any:
        found = original(self, *args, **kwargs)
        called.append((self, args[0] if args else None, found))
        return found

    layer.__call__ = call
    _put(modules, {name: activates(name) for name in ACTIVATIONS})
    try:
        yield
    finally:
        layer.__call__ = original
        _put(modules, originals)


def _modules() -> tuple[Any, Any]:
    """The functions of Keras on tensors: those that it calls itself, and those of its users."""
    return sys.modules["keras.src.ops"], sys.modules["keras"].ops


@contextmanager
def _heard(predictions: Any, inside: set[tuple[str, bool]]) -> Iterator[None]:
    """What a loss calls of Keras on the predictions as they are."""
    modules = _modules()
    originals = {name: getattr(modules[0], name) for name in CROSSENTROPIES}

    def heard(name: str) -> Callable[..., Any]:
        def call(target: Any, output: Any, from_logits: bool = False, **given: Any) -> Any:
            if output is predictions:
                inside.add((CROSSENTROPIES[name], bool(from_logits)))
            return originals[name](target, output, from_logits, **given)

        return call

    _put(modules, {name: heard(name) for name in originals})
    try:
        yield
    finally:
        _put(modules, originals)


def _put(modules: Iterable[Any], functions: Mapping[str, Callable[..., Any]]) -> None:
    for module in modules:
        for name, function in functions.items():
            setattr(module, name, function)


def _chain(output: Any, called: list[Call]) -> list[Live]:
    """The layers that were called one after the other up to `output`, the last one last.

    Where a model hands on what its last layer puts out, both are called; the layer is meant. So is one of
    Keras that calls an activation itself, and in a class of the program the activation.
    """
    found: list[Live] = []
    while True:
        makers = [each for each in called if each[2] is output and each[1] is not output]
        ours = (each for each in makers if each[0].name not in OPS and is_of_keras(each[0]))
        made = next(ours, next(iter(makers), None))
        if made is None:
            return found[::-1]
        found.append(made[0])
        output = made[1]


def _differentiated(keras: Live, model: Live, run: Run, weights: list[Any]) -> tuple[Any, Any, Any]:
    """The loss, the predictions, and the largest gradient of each of the weights."""
    backend = keras.config.backend()
    if backend == "jax":
        return _by_jax(run, weights, compiled=not model.run_eagerly)
    if backend == "tensorflow":
        return _by_tensorflow(run, weights)
    if backend == "torch":
        return _by_torch(run, weights)
    return *run(weights), None


def _by_jax(run: Run, weights: list[Any], compiled: bool) -> tuple[Any, Any, list[float]]:
    jax = sys.modules["jax"]

    def told(values: list[Any]) -> tuple[Any, tuple[Any, Any]]:
        loss, predictions = run(values)
        return (0.0 if loss is None else loss), (loss, predictions)

    both = jax.value_and_grad(told, has_aux=True)
    (_, (loss, predictions)), gradients = (jax.jit(both) if compiled else both)(weights)
    return loss, predictions, None if loss is None else [_largest(each) for each in gradients]  # type: ignore[return-value]


def _by_tensorflow(run: Run, weights: list[Any]) -> tuple[Any, Any, list[float] | None]:
    tensorflow = sys.modules["tensorflow"]

    values = [tensorflow.convert_to_tensor(each) for each in weights]
    with tensorflow.GradientTape() as tape:
        for each in values:
            tape.watch(each)
        loss, predictions = run(values)
    if loss is None:
        return None, predictions, None
    found = tape.gradient(loss, values)
    return (
        loss,
        predictions,
        [0.0 if each is None else _largest(tensorflow.convert_to_tensor(each)) for each in found],
    )


def _by_torch(run: Run, weights: list[Any]) -> tuple[Any, Any, list[float] | None]:
    torch = sys.modules["torch"]

    values = [each.detach().clone().requires_grad_() for each in weights]
    loss, predictions = run(values)
    if loss is None:
        return None, predictions, None
    found = torch.autograd.grad(loss, values, allow_unused=True)
    return loss.detach(), predictions, [0.0 if each is None else float(each.abs().max()) for each in found]


def _largest(gradient: Any) -> float:
    import numpy as np

    return float(np.abs(np.asarray(gradient)).max(initial=0))
