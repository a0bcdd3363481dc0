"""What is known of Keras and the packages around it: layers, where labels come from, and lists of names.

Kept apart from the rest of the rules, as only a check needs it: the records stay encoded until then.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Raw, Struct, field, msgpack

from .facts import KerasClass, Record
from .meanings import LabelsName, LayerName
from .rules import Rules

Does: TypeAlias = Literal[
    "holds-weights",
    "activates",
    "keeps",
    "reshapes",
    "moves",
    "rescales",
    "shares",
    "merges",
    "wraps",
    "applies",
    "begins",
    "unknown",
]
Form: TypeAlias = Literal[
    "input", "units", "places", "over-places", "flat", "told", "steps", "embedded", "repeated", "joined"
]
NONE = frozenset[str]()
NOTHING: dict[str, str] = {}
# the positional arguments of nearly all losses and metrics
USUALLY_TAKEN = {"loss": ("reduction", "name", "dtype"), "metric": ("name", "dtype")}
Scalar: TypeAlias = bool | int | float | str | None
SourceDoes: TypeAlias = Literal["loads", "makes-up", "encodes", "fits-and-encodes", "scales", "reads-folder"]


class KerasLayer(Record, frozen=True, kw_only=True):
    """What a layer of Keras does to a head, under the name of its class.

    `arguments` names the positional ones. `activation` is the one that is applied, by a layer with weights if
    none is given. `becomes` is the layer that says where the numbers live afterwards, `another_name_of` the
    class that this is, `keras_2` says that Keras 3 has no such layer.

    All this holds with the values of arguments in `only_with` and no others. `little` says up to which value
    of an argument numbers stay about where they were, `unties` that rows need not sum to 1 any longer,
    `shape` what becomes of the axes.
    """

    name: str
    does: Does = "unknown"
    arguments: tuple[str, ...] = ()
    activation: str = ""
    becomes: LayerName = field(default="", name="as")
    another_name_of: str = field(default="", name="is")
    keras_2: Annotated[bool, Meta(description="gone from Keras 3")] = False
    only_with: Annotated[
        dict[str, tuple[Scalar, ...]], Meta(description="values of arguments, with others it is `unknown`")
    ] = field(default_factory=dict)
    little: Annotated[
        dict[str, float], Meta(description="up to this argument numbers stay about where they were")
    ] = field(default_factory=dict)
    unties: Annotated[bool, Meta(description="rows need not sum to 1 any longer")] = False
    shape: Annotated[Form | None, Meta(description="what becomes of the axes")] = None

    @property
    def form(self) -> Form | None:
        """What becomes of the axes; a layer that works number by number leaves them."""
        return self.shape or ("input" if self.does in ("activates", "moves", "rescales") else None)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The arguments on which it depends what the layer does."""
        return (*self.only_with, *self.little, *(self.arguments if self.does == "rescales" else ()))

    def differs(self, given: Mapping[str, object]) -> str:
        """The argument with which a layer is not what is said here; empty if there is none."""
        return next(
            (name for name, known in self.only_with.items() if name in given and given[name] not in known), ""
        )

    def is_little(self, given: Mapping[str, object]) -> bool | None:
        """Whether numbers stay about where they were; None if what decides that is not known."""
        values = [(given.get(name), most) for name, most in self.little.items()]
        numbers = [(value, most) for value, most in values if isinstance(value, (int, float))]
        if len(numbers) < len(values):
            return None
        return bool(values) and all(value <= most for value, most in numbers)


class LabelSource(Record, frozen=True, kw_only=True):
    """A function or class that labels come from, under its name in a package, which is its `home`.

    `counted_by` are arguments with the number of classes, `unless` values of arguments with another number,
    `not_with` arguments with which nothing is known, `least_classes` how many there must be. `mode` is the
    argument that says how a folder is read, one of `modes`, and `usual` its default; an argument that is None
    where labels are `left_out` is named there. `columns` is the second
    axis of the labels where they have one; some label is as low as `lowest`, some as high as `highest`.
    `pictures` is the shape of inputs that are such, of whole numbers from 0 to 255.
    """

    name: str
    does: SourceDoes
    home: str = ""
    labels: LabelsName | Literal["fractions"] = ""
    classes: int | None = None
    counted_by: tuple[str, ...] = ()
    unless: dict[str, dict[str, int]] = field(default_factory=dict)
    not_with: tuple[str, ...] = ()
    least_classes: int = 0
    mode: str = ""
    usual: str = ""
    left_out: str = ""
    modes: dict[str, LabelsName] = field(default_factory=dict)
    columns: int | None = None
    lowest: float | None = None
    highest: float | None = None
    pictures: tuple[int, ...] = ()


class PackageModel(Record, frozen=True, kw_only=True):
    """Models that a package makes, and what the arguments of a call tell of their last layer.

    `paths` are functions and classes, with `*` for what does not matter, `by` methods of these that make a
    model, `takes` positional arguments. `units`, `activation` and `top` are arguments: how many units, which
    activation, and whether there is a last layer at all; `usual_units` and `usual` hold without them. What a
    method of `by` makes has an activation of its own unless all of `sure_with` are given. A call that
    `compiles` takes loss and metrics too. `own_loss` is what a compile() without a loss takes, with
    from_logits unless the activation is softmax; the model comes compiled with it, always with from_logits.
    """

    name: str
    read_in: str
    paths: tuple[str, ...]
    by: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    units: str = ""
    usual_units: int | None = None
    activation: str = ""
    usual: str = "unknown"
    top: str = ""
    sure_with: tuple[str, ...] = ()
    layer: str = "Dense"
    compiles: bool = False
    own_loss: str = ""


class Callback(Record, frozen=True, kw_only=True):
    """A callback that acts by what fit() logs: what it takes by position, what it watches if nobody says so.

    It watches only with the argument `only_with`, where there is one.
    """

    name: str
    takes: tuple[str, ...]
    watches: str
    only_with: str = ""


class NameList(Record, frozen=True, kw_only=True):
    """Names that have something in common, or what each of them stands for `now`."""

    name: str
    says: str
    names: tuple[str, ...] = ()
    now: dict[str, str] = field(default_factory=dict)


# files like those of FACTS, read from the shipped rules where a folder has none of its own
LIBRARY_FACTS: dict[str, type[Record]] = {
    "keras-layers": KerasLayer,
    "label-sources": LabelSource,
    "libraries": NameList,
    "package-models": PackageModel,
    "callbacks": Callback,
}


class Facts(Struct, frozen=True, rename="kebab"):
    """All of them, as they are kept."""

    keras_layers: dict[str, KerasLayer]
    label_sources: dict[str, LabelSource]
    libraries: dict[str, NameList]
    package_models: dict[str, PackageModel]
    callbacks: dict[str, Callback]


class Libraries:
    """What is known, as it is looked up: made once for a set of rules."""

    def __init__(self, facts: Facts, rules: Rules) -> None:
        self._rules = rules
        self.layers = facts.keras_layers
        self.sources = facts.label_sources
        self.callbacks = facts.callbacks
        self._names = {name: frozenset(each.names) for name, each in facts.libraries.items()}
        self._now = {name: each.now for name, each in facts.libraries.items()}
        self._packaged = facts.package_models

    def layer(self, name: str) -> KerasLayer | None:
        """The layer that a class of Keras is, by any of its names; None for one that is not known."""
        found = self.layers.get(name)
        return self.layers.get(found.another_name_of, found) if found and found.another_name_of else found

    def does(self, name: str) -> Does:
        """What a layer does to a head."""
        found = self.layer(name)
        return found.does if found else "unknown"

    def names(self, list_name: str) -> frozenset[str]:
        """The names in a list, none where the rules have no such list."""
        return self._names.get(list_name, NONE)

    def now(self, list_name: str) -> dict[str, str]:
        """What the names in a list stand for."""
        return self._now.get(list_name, NOTHING)

    @lru_cache(maxsize=1024)  # noqa: B019 - there are few of these, and they live as long as the rules
    def package_model(self, path: str) -> PackageModel | None:
        """What is known of a model that a call of this path makes; None for any other."""
        root, _, name = path.partition(".")[0], *path.rpartition(".")[1:]
        for entry in self._packaged.values():
            whole = path.rpartition(".")[0] if name in entry.by else path
            if any(each.startswith(root) and fnmatchcase(whole, each) for each in entry.paths):
                return entry
        return None

    @cached_property
    def compiling(self) -> frozenset[bytes]:
        """Names that stand in every program with a model that is compiled by another call than compile()."""
        paths = (path for each in self._packaged.values() if each.compiles for path in each.paths)
        return frozenset(
            path.rpartition(".")[2].encode() for path in (*paths, *self.names("estimators-that-compile"))
        )

    def takes(self, kind: Literal["loss", "metric"], name: str) -> tuple[str, ...]:
        """The positional arguments of a class of losses or metrics, in their order."""
        return self._takes.get((kind, name), USUALLY_TAKEN[kind])

    def watching(self, name: str) -> tuple[str, ...]:
        """The positional arguments of a callback that watches what is logged; none of any other."""
        return self.callbacks[name].takes if name in self.callbacks else ()

    def is_known(self, kind: Literal["loss", "metric"], name: str) -> bool:
        """Whether a class of losses or metrics is one of Keras whose arguments are known."""
        return name in self._classes[kind]

    def idle(self, name: str) -> dict[str, str]:
        """The arguments of a loss that do nothing without another, and that other."""
        return self._classes["loss"].get(name, {})

    @cached_property
    def _classes(self) -> dict[str, dict[str, dict[str, str]]]:
        kinds: dict[str, Mapping[str, KerasClass]] = {
            "loss": self._rules.losses,
            "metric": self._rules.metrics,
        }
        return {
            kind: {
                entry.keras: getattr(entry, "idle", {})
                for entry in entries.values()
                if entry.package == "keras" and not entry.file
            }
            for kind, entries in kinds.items()
        }

    @cached_property
    def _takes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        kinds: dict[str, Mapping[str, KerasClass]] = {
            "loss": self._rules.losses,
            "metric": self._rules.metrics,
        }
        return {
            (kind, entry.keras): entry.takes
            for kind, entries in kinds.items()
            for entry in entries.values()
            if entry.takes
        }

    def activation(self, layer: str) -> str:
        """The activation that a layer applies: itself one, or the one it has if none is given; else empty."""
        found = self.layer(layer)
        return found.activation if found else ""

    def activation_layer(self, name: str) -> str:
        """The activation that a layer of this name is, such as softmax for Softmax; empty for any other."""
        return self.activation(name) if self.does(name) == "activates" else ""

    @cached_property
    def merging(self) -> dict[str, str]:
        """Functions that make several tensors one, with the layer that each is."""
        both = ("shares", "merges")
        return {name.lower(): name for name, layer in self.layers.items() if layer.does in both}

    @cached_property
    def usual(self) -> dict[str, str]:
        """What a name that nothing defines is taken to stand for."""
        plain = {
            name: f"keras.layers.{name}" for name in self.layers.keys() - self.names("ambiguous") | {"Input"}
        }
        return {**plain, **self.now("usual-names")}


def encoded(entries: dict[str, dict[str, Record]]) -> Raw:
    """The records of LIBRARY_FACTS by file, as the rules keep them."""
    return Raw(msgpack.encode(entries))


@lru_cache(maxsize=8)
def libraries(rules: Rules) -> Libraries:
    """What the rules know of Keras and the packages around it."""
    return Libraries(msgpack.decode(rules.libraries, type=Facts), rules)
