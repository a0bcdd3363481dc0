"""What a saved model was compiled with: losses and metrics for each of its outputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lossadvisor.check.seen import LAST_AXIS, NOWHERE, Loss, Metric, Mismatch, Output, Place, Scalar
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.errors import shown

from .graph import Json, is_keras
from .parts import LONGEST, Ends, place

MOST = 50  # losses or metrics in a list
ACCURACY = ("accuracy", "acc")
A_FUNCTION = "it is a function of the program that saved the model"
UNTOLD = "this file does not show it"
Outputs: TypeAlias = tuple[tuple[Output, ...], tuple[Mismatch, ...]]
PLURALS = {"loss": "losses", "output": "outputs"}


def outputs(ends: Ends, config: Json) -> Outputs:
    """Each output with its loss and its metrics, and what of them does not go together."""
    losses, metrics = _unpacked(config.get("loss")), _unpacked(_metrics_given(config))
    heads = ends.heads
    if isinstance(losses, dict) and not _is_one(losses):
        return _by_name(ends, losses, metrics)
    if isinstance(losses, list):
        _few(losses)
        if heads is not None and len(losses) != len(heads):
            words = (_counted(len(losses), "loss"), _counted(len(heads), "output"))
            return (), (Mismatch(NOWHERE, *words),)
        return tuple(_listed(ends, losses, metrics)), ()
    found = []
    for number in range(len(heads)) if heads else (None,):
        name = _output_name(ends, number)
        of_this = _of_output(ends, metrics, number) if heads and len(heads) > 1 else metrics
        found.append(_output(ends, number, _loss(losses, place("output", "")), of_this, name))
    return tuple(found), ()


def _metrics_given(config: Json) -> Json:
    given = (config.get(key) for key in ("metrics", "weighted_metrics"))
    return next((each for each in given if each not in (None, [], {})), None)


def _listed(ends: Ends, losses: list[Json], metrics: Json) -> Iterator[Output]:
    for number, each in enumerate(losses):
        known = number if ends.heads else None
        name = _output_name(ends, known) if len(ends.names) == len(losses) else ""
        of_this = _of_output(ends, metrics, known) if len(losses) > 1 else metrics
        yield _output(ends, known, _loss(each, place("output", name)), of_this, name)


def _by_name(ends: Ends, losses: dict[str, Json], metrics: Json) -> Outputs:
    _few(losses)
    if ends.heads is None or not all(ends.names):
        return (), ()
    missing = [key for key in losses if key not in ends.names]
    mismatches: tuple[Mismatch, ...] = ()
    if missing:
        words = (f"a loss for '{missing[0]}'", f"the outputs {', '.join(ends.names)}")
        mismatches = (Mismatch(NOWHERE, *words),)
    found = []
    for number, name in enumerate(ends.names):
        if name in losses:
            at = place("output", _output_name(ends, number))
            found.append(
                _output(ends, number, _loss(losses[name], at), _of_output(ends, metrics, number), name)
            )
    return tuple(found), mismatches


def _output(ends: Ends, number: int | None, loss: Loss, metrics: Json, name: str) -> Output:
    heads = () if number is None or ends.heads is None else (ends.heads[number],)
    if not loss.given:
        return Output(())
    return Output(heads, (loss,), tuple(_metrics(metrics, place("output", name))), name)


def _output_name(ends: Ends, number: int | None) -> str:
    """The name of one output of several, by which its parts are told apart."""
    return ends.names[number] if number is not None and len(ends.names) > 1 else ""


def _of_output(ends: Ends, metrics: Json, number: int | None) -> Json:
    """The metrics of one output of several, by its name or its place; Keras 3 takes no other list."""
    if number is None:
        return None
    if isinstance(metrics, list):
        return metrics[number] if len(metrics) == len(ends.names) else None
    return metrics.get(ends.names[number]) if isinstance(metrics, dict) and not _is_one(metrics) else None


def _unpacked(value: Json) -> Json:
    """A list in place of the tuple that Keras writes as an object."""
    if isinstance(value, dict) and value.get("class_name") == "__tuple__":
        return value.get("items")
    return value


def _is_one(value: dict[str, Json]) -> bool:
    """Whether an object is one loss or metric, not several by name."""
    return isinstance(value.get("class_name"), str)


def _loss(value: Json, at: Place) -> Loss:
    value = _unpacked(value)
    if value is None:
        return Loss(given=False, at=at)
    if isinstance(value, str) and len(value) <= LONGEST:
        return Loss(value, False, at, value, origin="either")  # Keras 2 wrote functions of a program so
    if not isinstance(value, dict) or not _is_one(value):
        return Loss(at=at, why=UNTOLD)
    name, config = value["class_name"], value.get("config")
    if name == "function" and isinstance(config, str):
        return Loss(shown(config), config.endswith("_with_logits"), at, origin="either")
    if name == "__lambda__" or not isinstance(config, dict):
        return Loss(at=at, why=A_FUNCTION)
    if not is_keras(value):
        return Loss(at=at, why=f"{shown(name)} is not in this file")
    logits, spares = config.get("from_logits"), config.get("ignore_class") is not None
    axis = config.get("axis", LAST_AXIS)
    return Loss(
        name,
        bool(logits) if logits is None or isinstance(logits, bool) else None,
        at,
        spares=spares,
        axis=axis if isinstance(axis, int) else None,
    )


def _metrics(value: Json, at: Place) -> Iterator[Metric]:
    value = _unpacked(value)
    if isinstance(value, list):
        _few(value)
        if len(value) == 1 and isinstance(value[0], list):  # one list for each output
            yield from _metrics(value[0], at)
            return
        for each in value:
            yield from _metric(each, at)
    else:
        yield from _metric(value, at)


def _metric(value: Json, at: Place) -> Iterator[Metric]:
    """A metric; nothing for one that is the program's own."""
    if isinstance(value, str) and len(value) <= LONGEST:
        yield Metric(value, f'"{value}"', at, True)
    if not isinstance(value, dict) or not _is_one(value):
        return
    name, config = value["class_name"], value.get("config")
    if name == "function" and isinstance(config, str):
        yield from _function(config, at)
    elif name == "MeanMetricWrapper" and isinstance(config, dict):  # what Keras 2 made of a metric's name
        yield from _wrapped(config, at)
    elif isinstance(config, dict) and name != "__lambda__" and is_keras(value):
        yield _object(name, config, at)


def _object(name: str, config: Json, at: Place) -> Metric:
    arguments: dict[str, Scalar] = {
        key: each for key, each in config.items() if isinstance(each, (bool, int, float, str))
    }
    unknown = frozenset(key for key, each in config.items() if each is not None and key not in arguments)
    return Metric(name, f"{name}()", at, False, arguments, unknown)


def _wrapped(config: Json, at: Place) -> Iterator[Metric]:
    name, function = config.get("name"), config.get("fn")
    if name in ACCURACY:
        yield Metric(name, f'"{name}"', at, True)
    elif isinstance(function, str):
        yield from _function(function, at)


def _function(name: str, at: Place) -> Iterator[Metric]:
    if name not in ACCURACY and len(name) <= LONGEST:  # no functions of Keras
        yield Metric(name, name, at, origin="either")


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else PLURALS[what]}"


def _few(value: list[Any] | dict[str, Any]) -> None:
    if len(value) > MOST:
        raise Unreadable(f"it was compiled with more than {MOST} losses or metrics")
