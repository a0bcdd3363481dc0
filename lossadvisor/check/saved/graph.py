"""What the configuration of a saved model says of its layers, and what stands before each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from lossadvisor.check.following.names import MODELS, symbol
from lossadvisor.check.unreadable import Unreadable

Json: TypeAlias = Any
Reference: TypeAlias = tuple[str, int, int]


class Plan:
    """What the configuration of a model says: its layers in order and by name, and what goes in and out."""

    def __init__(self, spec: Json) -> None:
        config = spec.get("config")
        told = members(config)
        self.chain = spec.get("class_name") == "Sequential" and "output_layers" not in told
        self.layers = _specs(config if isinstance(config, list) else told.get("layers"))
        self.outputs = told.get("output_layers")
        self.ends = () if self.chain else tuple(_references(self.outputs))
        self.inputs = 1 if self.chain else len(_references(told.get("input_layers")))
        self.by_name = {} if self.chain else {name_of(each): each for each in self.layers}
        self.inbound: dict[tuple[int, int], Reference | None] = {}
        if not self.chain and not self.ends:
            raise Unreadable("the model names no outputs")


class Graph:
    """A model at one of the places where it is used; `outer` is that place in the model around it."""

    def __init__(self, spec: Json, outer: Point | None = None) -> None:
        self.plans: dict[int, Plan] = outer.graph.plans if outer else {}
        self.plan = self.plans.setdefault(id(spec), self.plans.get(id(spec)) or Plan(spec))
        self.outer = outer

    def end(self, reference: Reference) -> Point:
        """The point at which an output stands. Raises Unreadable where there is no such layer."""
        name, node, tensor = reference
        if name not in self.plan.by_name:
            raise Unreadable("an output of the model is not one of its layers")
        return Point(self, self.plan.by_name[name], node, tensor)

    def layer(self, number: int) -> Point | None:
        """A layer of a chain, counted from 0; what stands before the chain below that."""
        return Point(self, self.plan.layers[number], number, 0) if number >= 0 else self.entry()

    def last(self) -> Point | None:
        return self.layer(len(self.plan.layers) - 1)

    def entry(self) -> Point | None:
        """What is put into the model, where that is known."""
        return self.outer.before() if self.outer is not None and self.plan.inputs == 1 else None


class Point(Struct, frozen=True, eq=False):
    """A layer at one of the places where it is used: `node` counts these, in a chain the layers."""

    graph: Graph
    spec: Json
    node: int
    tensor: int

    def before(self) -> Point | None:
        """The layer whose output comes in here first; None where nothing is known."""
        if self.graph.plan.chain:
            return self.graph.layer(self.node - 1)
        known = self.graph.plan.inbound
        key = (id(self.spec), self.node)
        if key not in known:
            known[key] = self._inbound()
        found = known[key]
        return self.graph.end(found) if found else None

    def _inbound(self) -> Reference | None:
        nodes = self.spec.get("inbound_nodes")
        if not isinstance(nodes, list) or not nodes:
            return None
        # a model counts its own making as its first use; a Sequential one does so in Keras 2 alone
        made = is_graph(self.spec) or (is_model(self.spec) and isinstance(nodes[0], list))
        number = self.node - made
        return next(iter(_tensors(nodes[number])), None) if 0 <= number < len(nodes) else None

    def inside(self) -> Point | None:
        """Where the output stands in the model that this layer is."""
        graph = Graph(self.spec, self)
        if graph.plan.chain:
            return graph.last()
        if not 0 <= self.tensor < len(graph.plan.ends):
            raise Unreadable("a model inside it has no such output")
        return graph.end(graph.plan.ends[self.tensor])


def rank(spec: Json) -> int | None:
    """How many axes come into a layer, where that is written down."""
    shape = members(spec.get("build_config")).get("input_shape")
    return len(shape) if isinstance(shape, list) else None


def is_graph(spec: Json) -> bool:
    """Whether a layer is a functional model, or one of a class of its own that is made as they are."""
    config = spec.get("config")
    return isinstance(config, dict) and "output_layers" in config and "layers" in config


def is_model(spec: Json) -> bool:
    """Whether a layer is a model whose layers can be followed."""
    return is_graph(spec) or (is_keras(spec) and spec["class_name"] in MODELS)


def is_keras(spec: Json) -> bool:
    """Whether a class is one of Keras's own, not one that a program has registered."""
    name, module, registered = (spec.get(key) for key in ("class_name", "module", "registered_name"))
    if not isinstance(name, str) or ">" in name or registered not in (None, name):
        return False
    if "module" not in spec:  # as Keras 2 wrote it
        return True
    return isinstance(module, str) and symbol(f"{module}.{name}").path.startswith("keras.")


def _references(value: Json) -> list[Reference]:
    """The tensors named in `["a", 0, 0]`, a list of such, or an object of such."""
    if isinstance(value, list) and len(value) >= 3 and isinstance(value[0], str):
        name, node, tensor = value[:3]
        whole = all(isinstance(each, int) and not isinstance(each, bool) for each in (node, tensor))
        return [(name, node, tensor)] if whole else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for each in inner for found in _references(each)]


def _tensors(node: Json) -> list[Reference]:
    """The tensors that go into a layer at one use: as Keras 3 writes it, else as Keras 2 did."""
    if isinstance(node, list):
        return _references(node)
    return list(_histories([node.get("args"), node.get("kwargs")])) if isinstance(node, dict) else []


def _histories(value: Json) -> Iterator[Reference]:
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            yield from _references(members(value.get("config")).get("keras_history"))
            return
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from _histories(each)


def _specs(layers: Json) -> list[Json]:
    if not isinstance(layers, list) or not all(isinstance(each, dict) for each in layers):
        raise Unreadable("the layers of the model are not a list of objects")
    return layers


def members(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def name_of(spec: Json) -> str:
    """The name of a layer: that by which a functional model calls it, else its own."""
    name = spec.get("name", members(spec.get("config")).get("name"))
    return name if isinstance(name, str) else ""
