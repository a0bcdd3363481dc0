"""The objects of a running model, written down as Keras writes them into a saved one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from lossadvisor.check.following.names import symbol
from lossadvisor.check.saved.graph import Json, is_graph, is_model

Live: TypeAlias = Any  # an object of the user's Keras, which we never import
OURS = "__lambda__"


def model_spec(model: Live) -> Json | None:
    """The layers of a model; None for one of a class of its own, or with layers that cannot be written."""
    if type(model).__name__ == "Sequential" and is_of_keras(type(model)):
        return _described(model, {"layers": [_inner(layer) for layer in model.layers]})
    config = _config_of(model)
    spec = _described(model, config)
    return spec if is_model(spec) and is_graph(spec) else None


def chain_spec(layers: Iterable[Live]) -> Json:
    """Layers that are called one after the other, as a model of these."""
    return {"class_name": "Sequential", "config": {"layers": [_inner(layer) for layer in layers]}}


def _inner(layer: Live) -> Json:
    """A layer of a chain, which may be a model itself."""
    whole = model_spec(layer) if hasattr(layer, "layers") else None
    return whole or spec(layer)


def spec(value: Live) -> Json:
    """A loss, a metric, a layer, or several of them in lists and dicts, as their configuration says."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [spec(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): spec(each) for key, each in value.items()}
    if hasattr(value, "get_config"):
        return _described(value, _config_of(value))
    if isinstance(value, type):
        return {"class_name": value.__name__, "module": value.__module__, "config": {}}
    return _function(value)


def _function(value: Callable[..., object]) -> Json:
    name = getattr(value, "__name__", type(value).__name__)
    if is_of_keras(value):
        return {"class_name": "function", "config": name}
    return {"class_name": OURS, "config": name}


def _described(value: Live, config: dict[str, Json]) -> Json:
    return {
        "class_name": type(value).__name__,
        "module": _module(type(value)),
        "registered_name": None,
        "config": {"name": getattr(value, "name", None), **config},
        "build_config": {"input_shape": _input_shape(value)},
    }


def _module(kind: type) -> str:
    """The module that Keras writes for one of its own layers: not that in which it stands."""
    return "keras.layers" if kind.__module__.startswith("keras.src.layers.") else kind.__module__


def _config_of(value: Live) -> dict[str, Json]:
    """What an object says of itself; empty for one that cannot be written down."""
    try:
        config = value.get_config()
    except Exception:  # whatever a class of the program raises
        return {}
    return config if isinstance(config, dict) else {}


def _input_shape(value: Live) -> list[int | None] | None:
    try:
        shape = value.input.shape
    except Exception:  # not called yet, or with several inputs
        return None
    return list(shape)


def is_of_keras(value: Live) -> bool:
    """Whether a class, a function or an object is one of Keras itself."""
    module = getattr(value, "__module__", None) or ""
    return symbol(f"{module}.x").path.startswith("keras.")


def compiled_spec(model: Live) -> Json:
    """What a model was compiled with, each part as it was given."""
    losses, metrics = getattr(model, "_compile_loss", None), getattr(model, "_compile_metrics", None)
    return {
        "loss": spec(getattr(losses, "_user_loss", None)),
        "loss_weights": spec(getattr(losses, "_user_loss_weights", None)),
        "metrics": spec(getattr(metrics, "_user_metrics", None)),
        "weighted_metrics": spec(getattr(metrics, "_user_weighted_metrics", None)),
    }


def is_of_keras_3(model: Live) -> bool:
    """Whether something is a model of Keras 3."""
    return any(
        each.__module__.startswith("keras.src.") and each.__name__ == "Model" for each in type(model).__mro__
    )
