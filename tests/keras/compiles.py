"""The compile() calls of a program as Keras meets them: what each model ends in, and its saved form."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import keras
import numpy as np

# layers and operations that give the same numbers in another shape, or their mean
MOVING = {
    "Reshape", "Flatten", "Permute", "RepeatVector", "Cropping1D", "Cropping2D", "UpSampling1D",
    "UpSampling2D", "Masking", "Identity", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D", "AveragePooling2D", "MaxPooling1D", "MaxPooling2D", "ActivityRegularization",
    "Squeeze", "ExpandDims", "Cast", "Transpose",
}  # fmt: skip
SHAPING = {"Reshape", "Flatten", "Permute", "Squeeze", "ExpandDims", "Transpose"}
NOISY = {
    "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "BatchNormalization", "Rescaling",
    "LayerNormalization", "UnitNormalization", "RMSNormalization",
}  # fmt: skip
WRAPPERS = (keras.layers.TimeDistributed, keras.layers.Bidirectional, keras.layers.SpectralNormalization)
RANDOM = (
    keras.initializers.VarianceScaling,
    keras.initializers.RandomNormal,
    keras.initializers.RandomUniform,
    keras.initializers.TruncatedNormal,
    keras.initializers.Orthogonal,
)
ACTIVATING = {
    "Softmax": "softmax", "ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "Sigmoid": "sigmoid",
    "Tanh": "tanh", "Relu": "relu", "Exp": "exponential", "Softplus": "softplus",
}  # fmt: skip


class Head(NamedTuple):
    """One output as Keras has it: the outer activation, how many numbers side by side, the layer's units."""

    activation: str | None
    width: int | None
    units: int | None
    shaped: bool


class Loss(NamedTuple):
    """The loss of one output; no name for one that is not Keras's own."""

    name: str
    from_logits: bool


class Compiled(NamedTuple):
    """One compile() call: the line of the program it stands in, and what Keras was given."""

    line: int
    heads: list[Head]
    losses: list[Loss | None]
    saved: Path | None


def compiled(program: Path, folder: Path) -> list[Compiled]:
    """What goes through compile() when `program` runs; its models are not trained, but saved to `folder`."""
    found: list[Compiled] = []
    original = keras.Model.compile

    def compile_(model: Any, *given: Any, **named: Any) -> None:
        original(model, *given, **named)
        line = _line(program)
        if line:
            loss = named.get("loss", given[1] if len(given) > 1 else None)
            path = folder / f"{program.stem}{len(found)}.keras"
            found.append(Compiled(line, list(_heads(model)), _losses(model, loss), _saved(model, path)))

    with _quiet(folder), _untrained(), _unstarted(), _replaced(keras.Model, "compile", compile_):
        keras.utils.clear_session(free_memory=False)
        with contextlib.suppress(Exception, SystemExit):  # many programs are wrong on purpose
            exec(compile(program.read_text("utf-8"), str(program), "exec"), {"__name__": "__main__"})
    return found


@contextlib.contextmanager
def _replaced(owner: Any, name: str, instead: object) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, instead)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextlib.contextmanager
def _quiet(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
            _replaced(sys, "argv", ["program"]),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(before)
        keras.config.set_dtype_policy("float32")


@contextlib.contextmanager
def _untrained() -> Iterator[None]:
    """Models that build themselves on what they are given, and learn nothing."""
    history = SimpleNamespace(history=defaultdict(lambda: [0.0]), epoch=[0], params={})
    does: dict[str, Callable[..., Any]] = {
        "fit": lambda model, *given, **named: history,
        "evaluate": lambda model, *given, **named: (
            defaultdict(float) if named.get("return_dict") else [0.0, 0.0]
        ),
        "train_on_batch": lambda model, *given, **named: 0.0,
        "predict": lambda model, x, **named: _predicted(model, x),
    }
    with contextlib.ExitStack() as stack:
        for name, instead in does.items():
            stack.enter_context(_replaced(keras.Model, name, instead))
        yield


@contextlib.contextmanager
def _unstarted() -> Iterator[None]:
    """Weights that are 0: drawing them would take most of the time, and nobody asks for their values."""
    with contextlib.ExitStack() as stack:
        for kind in RANDOM:
            stack.enter_context(_replaced(kind, "__call__", _zeros))
        yield


def _zeros(_: object, shape: tuple[int, ...], dtype: str | None = None, **named: object) -> Any:
    return keras.ops.convert_to_tensor(np.zeros(shape, "float32"), dtype=dtype)


def _predicted(model: Any, x: Any) -> Any:
    specified = keras.tree.map_structure(lambda each: keras.KerasTensor(np.shape(each)), x)
    return keras.tree.map_structure(lambda each: np.zeros(each.shape), model.compute_output_spec(specified))


def _line(program: Path) -> int:
    """The line of the program that is being executed; 0 where something else calls."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename != str(program):
        frame = frame.f_back  # type: ignore[assignment]
    return frame.f_lineno if frame is not None else 0


def _saved(model: Any, path: Path) -> Path | None:
    try:
        model.save(path)
    except Exception:  # functions without a name, partial functions, layers without a configuration
        return None
    return path


# what a model ends in


def _heads(model: Any) -> Iterator[Head]:
    if isinstance(model, keras.Sequential):
        width = model.outputs[0].shape[-1] if model.built and model.outputs else None
        yield _head(_backwards(model), width)
        return
    structure = getattr(model, "_outputs_struct", None)  # Keras sorts outputs that are named in a dict
    named = structure.values() if isinstance(structure, dict) else None
    for output in named or getattr(model, "outputs", None) or ():
        yield _head(_before(output), output.shape[-1])


def _backwards(model: Any) -> Iterator[Any]:
    """The layers of a Sequential model, the last first, those of models in it as well."""
    for layer in reversed(model.layers):
        if isinstance(layer, keras.Sequential):
            yield from _backwards(layer)
        elif isinstance(layer, keras.Model):
            yield from _before(layer.outputs[0]) if len(layer.outputs) == 1 else [None]
        else:
            yield layer


def _before(tensor: Any) -> Iterator[Any]:
    """The layers and operations that lead to a tensor, the last first, along the first input of each."""
    while True:
        operation, node, number = tensor._keras_history
        if isinstance(operation, keras.layers.InputLayer):
            return
        if isinstance(operation, keras.Model):
            yield from _before(operation.outputs[number]) if hasattr(operation, "outputs") else [None]
        else:
            yield operation
        inputs = operation._inbound_nodes[node].input_tensors
        if not inputs:
            return
        tensor = inputs[0]


def _head(chain: Iterator[Any], width: int | None) -> Head:
    activation, shaped = None, False
    for step in chain:
        step, doubled = _unwrapped(step)
        name = type(step).__name__
        if step is None or not type(step).__module__.startswith("keras."):
            break
        if name in MOVING or name in NOISY:
            shaped = shaped or name in SHAPING
        elif name in ACTIVATING and getattr(step, "max_value", None) is None:
            activation = activation or ACTIVATING[name]
        elif hasattr(step, "activation"):
            own = _name(step.activation)
            if own is None and activation is None:
                break
            activation = activation or (own if own != "linear" else None)
            if name != "Activation":
                units = getattr(step, "units", getattr(step, "filters", None))
                return Head(activation or "linear", width, units * 2 if doubled and units else units, shaped)
        else:
            break
    return Head(activation, width, None, shaped)


def _unwrapped(step: Any) -> tuple[Any, bool]:
    doubled = False
    while isinstance(step, WRAPPERS):
        merged = getattr(step, "merge_mode", "concat")
        doubled = doubled or (isinstance(step, keras.layers.Bidirectional) and merged == "concat")
        step = step.forward_layer if isinstance(step, keras.layers.Bidirectional) else step.layer
        if isinstance(step, keras.Sequential):
            step = step.layers[-1]
    return step, doubled


def _name(activation: Any) -> str | None:
    """The name of one of Keras's activations; None for one of the program's own."""
    if isinstance(activation, keras.layers.Layer):
        return ACTIVATING.get(type(activation).__name__)
    if activation is None:
        return "linear"
    name = getattr(activation, "__name__", "")
    try:
        return name if keras.activations.get(name) is activation else None
    except ValueError:
        return None


# what it was compiled with


def _losses(model: Any, loss: Any) -> list[Loss | None]:
    """The loss of each output; None where an output has none."""
    outputs = getattr(model, "outputs", None)
    count = len(keras.tree.flatten(outputs)) if outputs else 1
    if isinstance(loss, dict):
        structure = getattr(model, "_outputs_struct", None)
        names = list(structure) if isinstance(structure, dict) else getattr(model, "output_names", ())
        return [_loss(loss.get(name)) for name in names]
    if isinstance(loss, (list, tuple)):
        return [_loss(each) for each in loss] if len(loss) == count else []
    return [_loss(loss)] * count


def _loss(given: Any) -> Loss | None:
    if given is None:
        return None
    try:
        loss = keras.losses.get(given)
    except ValueError:
        return Loss("", False)
    own = loss if hasattr(loss, "__name__") else type(loss)
    if not own.__module__.startswith("keras."):
        return Loss("", False)
    if not isinstance(loss, keras.losses.Loss):
        return Loss(getattr(loss, "__name__", ""), False)
    return Loss(type(loss).__name__, bool(loss.get_config().get("from_logits", False)))
