"""What is known of Keras and the packages around it, as frozen records: layers, sources of labels, names."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from .meanings import LabelsName, LayerName
from .record import Record

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
Scalar: TypeAlias = bool | int | float | str | None
SourceDoes: TypeAlias = Literal["loads", "makes-up", "encodes", "fits-and-encodes", "scales", "reads-folder"]


class KerasLayer(Record, frozen=True, kw_only=True):
    """What a layer of Keras does to a head, under the name of its class.

    `arguments` names the positional ones. `activation` is the one that is applied, by a layer with weights if
    none is given. `becomes` is the layer that says where the numbers live afterwards, `another_name_of` the
    class that this is, `keras_2` says that Keras 3 has no such layer.

    All this holds with the values of arguments in `only_with` and no others. `little` says up to which value
    of an argument numbers stay about where they were, `unties` that rows may no longer sum to 1,
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
        dict[str, float], Meta(description="up to this value of an argument, numbers hardly change")
    ] = field(default_factory=dict)
    unties: Annotated[bool, Meta(description="rows may no longer sum to 1")] = False
    shape: Annotated[Form | None, Meta(description="what happens to the axes")] = None

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
