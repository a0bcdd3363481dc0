"""What a saved model puts out, read from its configuration: back from each output, as far as heads reach."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lossadvisor.check.following.layers import ACTIVATION_LAYERS, OLD_ARGUMENTS, OLD_LAYERS, WEIGHTED
from lossadvisor.check.following.libraries import FUNCTIONS_ONLY, RESHAPES
from lossadvisor.check.following.models import INPUT
from lossadvisor.check.following.names import symbol
from lossadvisor.check.following.run import Run
from lossadvisor.check.following.unreadable import Unreadable
from lossadvisor.check.following.values import (
    NOTHING,
    Constant,
    Layer,
    Opaque,
    Ref,
    Symbol,
    Tensor,
    Tuple,
    Unknown,
    Value,
)
from lossadvisor.check.following.world import ModelState
from lossadvisor.errors import shown

from .graph import Graph, Json, Plan, Point, is_keras, is_model, members, name_of

MOST_OUTPUTS = 50
MOST_STEPS = 100
MOST_AXES = 10
LONGEST = 200  # letters of a name
SPOKEN = ("name", "units", "filters", "output_dim", "nb_filter", "target_shape")  # what heads depend on
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Parts:
    """The parts of a saved model that a finding may be about. Lines of no text number them."""

    def __init__(self) -> None:
        self.names: list[tuple[str, str]] = [("", "")]

    def node(self, kind: str, name: object) -> ast.expr:
        """A place for a part: a `layer` or an `output` with its name."""
        self.names.append((kind, name if isinstance(name, str) else ""))
        line = len(self.names)
        return ast.Constant(None, lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)

    def at(self, line: int) -> tuple[str, str]:
        """The kind and name of the part at a line."""
        return self.names[line - 1]


def outputs_of(run: Run, parts: Parts, spec: Json) -> tuple[tuple[str, ...], tuple[Value, ...]] | Unknown:
    """The names and the ends of a model's outputs; unknown where its call is written in a program."""
    if not is_model(spec):
        return Unknown(f"{shown(spec['class_name'])} is a class of the program that saved it")
    graph = Graph(spec)
    plan = graph.plan
    if plan.chain:
        last = graph.last()
        return (name_of(last.spec) if last else "",), (_end(run, parts, last),)
    if len(plan.ends) > MOST_OUTPUTS:
        raise Unreadable(f"the model has more than {MOST_OUTPUTS} outputs")
    names = tuple(name for name, _, _ in plan.ends)
    if isinstance(plan.outputs, dict):
        names = tuple(plan.outputs)
        if len(names) != len(plan.ends):
            return Unknown("its outputs are nested")
    return names, tuple(_end(run, parts, graph.end(each)) for each in plan.ends)


def _end(run: Run, parts: Parts, point: Point | None) -> Value:
    """What comes out at `point`, as a program's layers would give it."""
    value: Value = INPUT
    for step in reversed(list(_steps(run, parts, point))):
        value = Tensor(step, (value,))
    return value


def _steps(run: Run, parts: Parts, point: Point | None) -> Iterator[Layer | Opaque]:
    """The layers back from `point`, to that with the weights or to one that cannot be looked into."""
    for _ in range(MOST_STEPS):
        if point is None:
            return
        if is_model(point.spec):
            point = point.inside()
            continue
        if point.spec.get("class_name") == "InputLayer":
            point = point.graph.entry()
            continue
        step = _step(run, parts, point)
        yield step
        if isinstance(step, Opaque) or step.name in WEIGHTED or isinstance(step.arguments.get("layer"), Ref):
            return
        point = point.before()
    yield Opaque("too many layers follow the last weights", ast.Constant(None))


def _step(run: Run, parts: Parts, point: Point) -> Layer | Opaque:
    spec, config = point.spec, members(point.spec.get("config"))
    name = spec.get("class_name")
    node = parts.node("layer", config.get("name"))
    if not is_keras(spec):
        return Opaque(f"{shown(name)} is a class of the program that saved it", node)
    if name == "Softmax" and not _over_units(config.get("axis", -1), point.rank()):
        return Opaque("its softmax does not run over the units", node)
    function = _function(spec, config)
    if function is None:
        return layer(run, parts, spec, node)
    if function in RESHAPES:
        return Layer("Reshape", {"target_shape": plain(config.get("newshape"))}, node)
    if function in FUNCTIONS_ONLY or function in ACTIVATION_LAYERS:
        return Layer("Activation", {"activation": Symbol(f"keras.activations.{function}")}, node)
    return Opaque(f"{shown(function)}() follows its last layer", node)


def _over_units(axis: Json, rank: int | None) -> bool:
    return axis == -1 or (isinstance(axis, int) and rank is not None and axis == rank - 1)


def _function(spec: Json, config: Json) -> str | None:
    """The function of keras.ops or TensorFlow that a step is; None for a layer."""
    if spec["class_name"] == "TFOpLambda":
        return str(config.get("function")).rpartition(".")[2]
    module = symbol(f"{spec.get('module')}.x").path.split(".")
    if "ops" not in module and "activations" not in module:
        return None
    name: str = spec["class_name"]
    return name if name in ACTIVATION_LAYERS and name != "Softmax" else CAMEL.sub("_", name).lower()


def layer(run: Run, parts: Parts, spec: Json, node: ast.expr) -> Layer:
    """A layer of Keras with the arguments that heads depend on."""
    config = members(spec.get("config"))
    named = {OLD_ARGUMENTS.get(key, key): plain(config[key]) for key in SPOKEN if key in config}
    if "activation" in config:
        named["activation"] = activation(config["activation"])
    inner, name = config.get("layer"), spec["class_name"]
    merged = config.get("merge_mode", "concat")
    if isinstance(inner, dict) and merged in ("concat", "ave", "mul"):
        named["layer"] = _wrapped(run, parts, inner)
        if merged != "concat":
            name = "TimeDistributed"  # both directions are merged into as many units as one has
    return Layer(OLD_LAYERS.get(name, name), named, node)


def _wrapped(run: Run, parts: Parts, spec: Json) -> Value:
    """The layer in a wrapper, or the model in it, where that has one output."""
    if is_model(spec):
        plan = Plan(spec)
        ends = outputs_of(run, parts, spec) if plan.chain or len(plan.ends) == 1 else Unknown()
        return ends if isinstance(ends, Unknown) else run.world.new(ModelState("Model", ends[1]))
    if not is_keras(spec):
        return Unknown("the layer in its wrapper is a class of the program that saved it")
    return layer(run, parts, spec, parts.node("layer", name_of(spec)))


def activation(value: Json) -> Value:
    """The activation that a layer was given: by name, as a layer, or as a function of the program."""
    if value is None or isinstance(value, str):
        return plain(value)
    told = members(value)
    name = told.get("class_name")
    if name == "function" and isinstance(told.get("config"), str):
        return Symbol(f"program.{shown(told['config'])}")
    if is_keras(told) and name in ACTIVATION_LAYERS:
        return Symbol(f"keras.layers.{name}")
    if is_keras(told) and name == "Activation":
        return plain(members(told.get("config")).get("activation"))
    return (
        Symbol(f"program.{shown(name)}")
        if isinstance(name, str)
        else Unknown("it is a function of the program")
    )


def plain(value: Json) -> Value:
    """A number, a text or a shape; unknown for all else."""
    if value is None:
        return NOTHING
    if isinstance(value, (bool, int, float)) or (isinstance(value, str) and len(value) <= LONGEST):
        return Constant(value)
    if (
        isinstance(value, list)
        and len(value) <= MOST_AXES
        and not any(isinstance(each, list) for each in value)
    ):
        return Tuple(tuple(map(plain, value)))
    return Unknown()
