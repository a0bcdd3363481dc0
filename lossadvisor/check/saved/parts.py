"""What a saved model puts out, read from its configuration: back from each output, as far as heads reach."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.check.ending import LINEAR, Step, activated, ended, moved, passed, reshaped, weighted
from lossadvisor.check.following.names import symbol
from lossadvisor.check.seen import LAST_AXIS, Head, Place
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.errors import shown
from lossadvisor.rulebook.libraries import Libraries

from .graph import Graph, Json, Plan, Point, is_keras, is_model, members, name_of, rank

MOST_OUTPUTS = 50
MOST_STEPS = 100
LONGEST = 200  # letters of a name
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
A_CLASS = "is a class of the program that saved it"
ASIDE = "its softmax is not over the units"
A_FUNCTION = "the activation is a function of the program"


class Ends(Struct, frozen=True):
    """The outputs of a saved model by name; `why` where they cannot be told."""

    names: tuple[str, ...] = ()
    heads: tuple[Head, ...] | None = None
    why: str = ""


def place(kind: str, name: object) -> Place:
    """The place of a part: a `layer` or an `output` with its name."""
    return Place(1, 1, 1, 1, f"{kind} '{shown(name)}'" if isinstance(name, str) and name else "")


def ends_of(known: Libraries, spec: Json) -> Ends:
    """What a model puts out, one head for each output."""
    if not is_model(spec):
        return Ends(why=f"{shown(spec['class_name'])} {A_CLASS}")
    graph = Graph(spec)
    plan = graph.plan
    if plan.chain:
        last = graph.last()
        return Ends((name_of(last.spec) if last else "",), (_head(known, Head(), last),))
    if len(plan.ends) > MOST_OUTPUTS:
        raise Unreadable(f"the model has more than {MOST_OUTPUTS} outputs")
    names = tuple(name for name, _, _ in plan.ends)
    if isinstance(plan.outputs, dict):
        names = tuple(plan.outputs)
        if len(names) != len(plan.ends):
            return Ends(why="its outputs are nested")
    return Ends(names, tuple(_head(known, Head(), graph.end(each)) for each in plan.ends))


def _head(known: Libraries, head: Head, point: Point | None) -> Head:
    """The head at `point`: back through its layers, to the one with the weights."""
    for _ in range(MOST_STEPS):
        if point is None:
            return ended(head, "")
        if is_model(point.spec):
            point = point.inside()
        elif point.spec.get("class_name") == "InputLayer":
            point = point.graph.entry()
        else:
            head, goes_on = _below(known, head, point)
            if not goes_on:
                return head
            point = point.before()
    return ended(head, "too many layers follow the last weights")


def _below(known: Libraries, head: Head, point: Point) -> tuple[Head, bool]:
    """The head below one layer, and whether there is more to see further below."""
    spec, config = point.spec, members(point.spec.get("config"))
    name = spec.get("class_name")
    step = Step("", place("layer", config.get("name")), _text(config.get("name")))
    if not is_keras(spec):
        return ended(head, f"{shown(name)} {A_CLASS}"), False
    if name == "Softmax":
        step = replace(step, axis=_axis(config.get("axis", LAST_AXIS), rank(spec)))
        if step.axis is None:
            return ended(head, ASIDE), False
    function = _function(known, spec, config)
    if function is None:
        return _below_layer(known, head, spec, step)
    if function in known.names("keeps-tensors"):
        return reshaped(head, replace(step, last_axis=_last(config.get("newshape")))), True
    if function in known.names("activates-tensors") or known.activation_layer(function):
        return activated(head, replace(step, layer="Activation", activation=_named(known, function)))
    return ended(head, f"{shown(function)}() follows its last layer"), False


def _below_layer(known: Libraries, head: Head, spec: Json, step: Step) -> tuple[Head, bool]:
    config = members(spec.get("config"))
    found = known.layer(spec["class_name"])
    name = found.name if found else spec["class_name"]
    does, step = known.does(name), replace(step, layer=name, unties=bool(found and found.unties))
    if found and (argument := found.differs(config)):
        return ended(head, f"it ends in {name} with {argument}"), False
    if does == "wraps":
        return _wrapped(known, head, name, config, step, rank(spec))
    if does == "activates":
        own = known.activation(name)
        given, why = (own, "") if own else _activation(known, config.get("activation"))
        return activated(head, replace(step, activation=given, why=why))
    if does == "holds-weights":
        return weighted(head, _sized(known, config, step)), False
    if does == "reshapes":
        return reshaped(head, replace(step, last_axis=_last(config.get("target_shape")))), True
    if does == "keeps":
        return passed(head, step), True
    if found and does in ("moves", "rescales"):
        return moved(head, step, found, config), True
    return ended(head, f"it ends in {name}"), False


def _sized(known: Libraries, config: Json, step: Step, times: int = 1) -> Step:
    """A layer with weights: its units and its activation."""
    old = known.now("old-arguments")
    given = {old.get(key, key): value for key, value in config.items()}
    units = given.get("units", given.get("filters"))
    sized = units if isinstance(units, int) and not isinstance(units, bool) and units > 0 else None
    usual = known.activation(step.layer) or LINEAR
    activation, why = _activation(known, given["activation"]) if "activation" in given else (usual, "")
    return replace(step, units=times * sized if sized else None, activation=activation, why=why)


def _wrapped(
    known: Libraries, head: Head, name: str, config: Json, step: Step, axes: int | None
) -> tuple[Head, bool]:
    """The head that a layer, or a model of one output, in a wrapper is, into which so many axes come."""
    inner, merged = config.get("layer"), config.get("merge_mode", "concat")
    if not isinstance(inner, dict) or merged not in ("concat", "ave", "mul"):
        return ended(head, f"it ends in {name}"), False
    if is_model(inner):
        plan = Plan(inner)
        graph = Graph(inner)
        if plan.chain:
            return _head(known, head, graph.last()), False
        return (
            _head(known, head, graph.end(plan.ends[0])) if len(plan.ends) == 1 else ended(head, "")
        ), False
    if not is_keras(inner):
        return ended(head, f"the layer in its wrapper {A_CLASS}"), False
    at = replace(step, layer="", at=place("layer", name_of(inner)), name=step.name)
    if inner["class_name"] == "Softmax":
        at = replace(at, axis=_of_each_step(members(inner.get("config")).get("axis", LAST_AXIS), axes))
        if at.axis is None:
            return ended(head, ASIDE), False
    if known.does(inner["class_name"]) != "holds-weights":
        return _below_layer(known, head, inner, at)
    held = known.layer(inner["class_name"])
    doubled = 2 if name == "Bidirectional" and merged == "concat" else 1
    inside = members(inner.get("config"))
    sized = _sized(known, inside, replace(at, layer=held.name if held else ""), doubled)
    return weighted(head, replace(sized, name=_text(inside.get("name")))), False


def _last(shape: Json) -> int | None:
    """The size that a shape gives to the last axis."""
    if not isinstance(shape, list) or not shape:
        return None
    last = shape[-1]
    return last if isinstance(last, int) and not isinstance(last, bool) and last > 0 else None


def _text(value: Json) -> str:
    return value if isinstance(value, str) and len(value) <= LONGEST else ""


def _axis(axis: Json, rank: int | None) -> int | None:
    """The axis of an activation, from the end where that is known; None where it is not one axis."""
    if not isinstance(axis, int) or (axis > 0 and rank is None):
        return None
    return axis if axis < 0 or rank is None else axis - rank


def _of_each_step(axis: Json, rank: int | None) -> int | None:
    """The axis of an activation that is applied to each step, beside which there is one axis more."""
    return _axis(axis + 1 if isinstance(axis, int) and axis > 0 else axis, rank)


def _function(known: Libraries, spec: Json, config: Json) -> str | None:
    """The function of keras.ops or TensorFlow that a step is; None for a layer."""
    if spec["class_name"] == "TFOpLambda":
        return str(config.get("function")).rpartition(".")[2]
    module = symbol(f"{spec.get('module')}.x").path.split(".")
    if "ops" not in module and "activations" not in module:
        return None
    name: str = spec["class_name"]
    return name if known.activation_layer(name) and name != "Softmax" else CAMEL.sub("_", name).lower()


def _activation(known: Libraries, value: Json) -> tuple[str | None, str]:
    """The activation that a layer was given, by name or as a layer; else why it cannot be told."""
    if value is None:
        return LINEAR, ""
    if isinstance(value, str):
        return (value, "") if len(value) <= LONGEST else (None, "the activation is not a name")
    told = members(value)
    name = told.get("class_name")
    if name == "function" and isinstance(told.get("config"), str):
        return None, f"the activation {shown(told['config'])} is not in this file"
    if is_keras(told) and isinstance(name, str) and known.activation_layer(name):
        entry = known.layer(name)
        differs = entry and entry.differs(members(told.get("config")))
        return (None, f"the activation is a {name} layer") if differs else (known.activation_layer(name), "")
    if is_keras(told) and name == "Activation":
        return _activation(known, members(told.get("config")).get("activation"))
    if isinstance(name, str):
        return None, f"the activation {shown(name)} is not in this file"
    return None, A_FUNCTION


def _named(known: Libraries, function: str) -> str:
    """The name of the activation that a function of Keras is."""
    name = known.activation_layer(function) or function
    return "exponential" if name == "exp" else name
