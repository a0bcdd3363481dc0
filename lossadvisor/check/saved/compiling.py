"""What a saved model was compiled with: losses and metrics as a program would give them."""

from __future__ import annotations

import ast

from lossadvisor.check.following.run import Run
from lossadvisor.check.following.unreadable import Unreadable
from lossadvisor.check.following.values import Constant, KerasObject, Symbol, Unknown, Value
from lossadvisor.check.following.world import DictState, ListState
from lossadvisor.check.judging.vocabulary import Kind, spellings
from lossadvisor.errors import shown
from lossadvisor.rulebook.rules import Rules

from .graph import Json, is_keras
from .parts import Parts, plain

MOST = 50  # losses or metrics in a list
ACCURACY = ("accuracy", "acc")
Named = dict[str, Value]


def given(run: Run, parts: Parts, rules: Rules, config: Json, names: tuple[str, ...]) -> Named:
    """The arguments of compile(), without those that were not given."""
    read = _Reader(run, parts, rules, names if len(names) > 1 else ())
    kinds: dict[str, Kind] = {"loss": "loss", "metrics": "metric", "weighted_metrics": "metric"}
    return {
        key: read.value(kind, config[key])
        for key, kind in kinds.items()
        if config.get(key) not in (None, [], {})
    }


class _Reader:
    """Reads losses and metrics; `names` are those of the outputs where there are several."""

    def __init__(self, run: Run, parts: Parts, rules: Rules, names: tuple[str, ...]) -> None:
        self.run, self.parts, self.rules, self.names = run, parts, rules, names

    def value(self, kind: Kind, value: Json, output: str = "") -> Value:
        """A loss or metric, or a list or object of these."""
        if isinstance(value, dict) and value.get("class_name") == "__tuple__":
            value = value.get("items")
        if isinstance(value, list):
            return self._list(kind, value, output)
        if isinstance(value, dict) and not isinstance(value.get("class_name"), str):
            return self._by_name(kind, value)
        if isinstance(value, dict):
            return self._object(kind, value, output)
        found = plain(value)
        return Constant(found.value, self._node(output)) if isinstance(found, Constant) else found

    def _list(self, kind: Kind, value: list[Json], output: str) -> Value:
        _few(value)
        if kind == "metric" and len(value) == 1 and isinstance(value[0], list):  # one list for each output
            return self.value(kind, value[0], output)
        each = self.names if kind == "loss" and len(self.names) == len(value) else [output] * len(value)
        return self.run.world.new(
            ListState(tuple(self.value(kind, item, name) for item, name in zip(value, each, strict=True)))
        )

    def _by_name(self, kind: Kind, value: dict[str, Json]) -> Value:
        _few(value)
        named: dict[object, Value] = {
            name: self.value(kind, item, name if self.names else "") for name, item in value.items()
        }
        return self.run.world.new(DictState(named))

    def _object(self, kind: Kind, value: dict[str, Json], output: str) -> Value:
        """A loss or metric by class with its arguments, or a function."""
        name, config = value["class_name"], value.get("config")
        if name == "function" and isinstance(config, str):
            return self._function(kind, config)
        if name == "__lambda__" or not isinstance(config, dict):
            return Unknown("it is a function of the program that saved the model")
        if name == "MeanMetricWrapper":  # what Keras 2 made of the name of a metric
            return self._wrapped(config, output)
        if not is_keras(value):
            return Symbol(f"program.{shown(name)}")
        arguments = {key: plain(item) for key, item in config.items() if item is not None}
        return KerasObject(kind, name, arguments, self._node(output))

    def _wrapped(self, config: dict[str, Json], output: str) -> Value:
        if config.get("name") in ACCURACY:
            return Constant(config["name"], self._node(output))
        function = config.get("fn")
        return self._function("metric", function) if isinstance(function, str) else Unknown()

    def _function(self, kind: Kind, name: str) -> Value:
        known = name in spellings(self.rules, kind) and name not in ACCURACY  # no functions of Keras
        root = {"loss": "keras.losses", "metric": "keras.metrics"}[kind] if known else "program"
        return Symbol(f"{root}.{shown(name)}")

    def _node(self, output: str) -> ast.expr:
        return self.parts.node("output", output)


def _few(value: list[Json] | dict[str, Json]) -> None:
    if len(value) > MOST:
        raise Unreadable(f"it was compiled with more than {MOST} losses or metrics")
