"""The decision tree as frozen records: forks, the leaves and other ends, and what stands at a leaf."""

from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from .facts import Answer, Argument, Named
from .findings import Harm
from .heads import Pair
from .meanings import (
    Expression,
    Identifier,
    JudgeName,
    LabelsName,
    LayerArguments,
    LayerName,
    Lines,
    MetricName,
    Prose,
    Release,
    SettingName,
    SourceName,
    TaskName,
    Threshold,
    named,
    python,
    told,
)
from .record import Record

Backend: TypeAlias = Literal["jax", "tensorflow", "torch"]
Fit: TypeAlias = dict[Identifier, Annotated[Argument, python("eval", "an expression in Python")]]
Size: TypeAlias = Annotated[
    Answer, Meta(description="a number, or made of a question, as in `classes - 1`", extra={"size": True})
]


class Choosing(Record, frozen=True, kw_only=True):
    """How the threshold is chosen on validation data: by what, and the place among the `cuts`.

    The cuts fall. `found` says how many of the `yes` lie above each, `called` how many of all do.
    """

    by: Prose
    place: Expression


LayerOrNone: TypeAlias = Annotated[str, named("layers", blank=True)]


class Overlay(Record, frozen=True, kw_only=True):
    """What may be said of a leaf's head and what surrounds it; what is left out stays as it was."""

    labels: Annotated[LabelsName | None, told("the encoding that the loss is given")] = None
    metrics: Annotated[tuple[MetricName, ...] | None, told("the metrics to watch")] = None
    units: Size | None = None
    data: Annotated[Lines | None, told("lines that make `x` and `truth` for the script")] = None
    arguments: Annotated[
        Named | None, told("arguments of the loss; `$name` is a variable that `prepare` defines")
    ] = None
    layer: Annotated[
        LayerName | None, told("the layer of `layers.yaml` with the weights, `dense` if not said")
    ] = None
    layer_arguments: Annotated[
        LayerArguments | None, told("arguments of that layer, which may use what `prepare` defines")
    ] = None
    after: Annotated[LayerOrNone | None, told("a layer of `layers.yaml` that follows it")] = None
    answers: Annotated[
        Expression | None, told("the expression that reads `predictions`, if the encoding's own does not fit")
    ] = None
    back: Annotated[
        Expression | None, told("the expression that turns `answers` into labels as they came")
    ] = None
    learn: Annotated[
        Lines | None, told("lines that learn from `y_train` as it came, for `encode` to use")
    ] = None
    encode: Annotated[
        Lines | None,
        told(
            "lines at the end of `encode(y)`, for each part of the data: `y`, `x` and others by these names"
        ),
    ] = None
    prepare: Annotated[
        Lines | None, told("lines before training, which learn from `y_train` as the loss takes it")
    ] = None
    clean: Annotated[
        Lines | None, told("lines on `y` as it came, for each part of the data, before all others")
    ] = None
    threshold: Annotated[
        Threshold | None,
        told("the `threshold` in `answers`, and of the metrics that have one, if it is not the usual one"),
    ] = None
    choose: Annotated[
        Choosing | None,
        told("how the threshold is chosen on validation data: `by` what, the `place` among `cuts`"),
    ] = None
    fit: Annotated[
        Fit | None,
        told(
            "arguments of `fit()`; a `sample_weight` is made in `encode`, and then metrics are weighted too"
        ),
    ] = None
    rare: Annotated[
        bool | None, told("very few samples are positive, so metrics use a finer scale there")
    ] = None
    judge: Annotated[JudgeName | None, told("the judge by which `try` compares heads")] = None


class Alternative(Overlay, frozen=True, kw_only=True):
    """Another sound head for the same question, when to prefer it and what it costs."""

    head: Pair
    when: str
    price: str


class Avoided(Overlay, frozen=True, kw_only=True):
    """A head or a metric that people choose here, and the harm it does when it is run.

    `spares` names the Keras backends on which the harm does not show.
    """

    because: str
    shows: Harm
    head: Pair | None = None
    metric: MetricName | None = None
    spares: tuple[Backend, ...] = ()


class Blogged(Overlay, frozen=True, kw_only=True):
    """The head that usual tables of last layers, or tutorials, give for the task, and look no further."""

    head: Pair
    because: Annotated[Prose, told("why tables give it")]
    apart: Annotated[Prose, told("what is said behind it where another head is the same pair")] = ""


class SeeAlso(Record, frozen=True, kw_only=True):
    """Another task in which people look for the same thing, and when it is the better home."""

    task: TaskName
    when: Prose


class Never(Record, frozen=True, kw_only=True):
    """Numbers that cannot answer a setting at a leaf, from `least` to `most`, and why."""

    least: Size
    most: Size
    because: Prose


class Change(Overlay, frozen=True, kw_only=True):
    """What an answer to a setting, or a release of Keras, changes at a leaf; `arguments` add to its own."""

    because: Prose = ""
    never: Annotated[Never | None, told("numbers that cannot answer the setting here")] = None
    recommend: Pair | None = None


class Leaf(Overlay, frozen=True, kw_only=True, tag="leaf"):
    """A recommendation of the tree: what an overlay says, and that all of it is known.

    `layer` and `after` name the layers at the end of the model, `given` what answers to settings change,
    `since` what releases of Keras do.
    """

    where: str
    recommend: Pair
    because: tuple[Prose, ...]
    labels: LabelsName
    metrics: tuple[MetricName, ...]
    units: Size
    data: Lines
    arguments: Named = field(default_factory=dict)
    layer: LayerName = "dense"
    layer_arguments: LayerArguments = ""
    after: LayerName = ""
    answers: Expression = ""
    back: Expression = ""
    learn: Lines = ""
    encode: Lines = ""
    clean: Lines = ""
    threshold: Threshold = ""
    prepare: Lines = ""
    fit: Fit = field(default_factory=dict)
    rare: bool = False
    given: dict[SettingName, Change] = field(default_factory=dict)
    since: dict[Release, Change] = field(default_factory=dict)
    avoid: tuple[Avoided, ...] = ()
    instead: tuple[Alternative, ...] = ()
    blog: tuple[Blogged, ...] = ()
    judge: JudgeName = ""
    see_also: tuple[SeeAlso, ...] = ()
    sources: tuple[SourceName, ...] = ()


class Nearest(Record, frozen=True, kw_only=True):
    """A task that comes near to what is asked, and what is lost with it."""

    task: TaskName
    loses: str


class Stop(Record, frozen=True, kw_only=True, tag="stop"):
    """An end of the tree without a recommendation: what to turn to instead, and which tasks come near."""

    where: str
    stop: str
    because: tuple[str, ...]
    nearest: tuple[Nearest, ...] = ()
    sources: tuple[SourceName, ...] = ()


class Bundle(Record, frozen=True, kw_only=True, tag="bundle"):
    """An end of the tree where every head that was named gets a recommendation of its own.

    Where it is `conditional`, some of them exist only where another is a yes.
    """

    where: str
    bundle: str
    conditional: bool = False
    because: tuple[str, ...]
    sources: tuple[SourceName, ...] = ()


class Branch(Record, frozen=True, kw_only=True):
    """What follows an answer: one of `choices`, or a number from `least` to `most`."""

    node: "Fork | Leaf | Stop | Bundle"
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def takes(self, answer: Answer) -> bool:
        if self.choices:
            return answer in self.choices
        if not isinstance(answer, int):
            return self.least is None and self.most is None
        low, high = self.least, self.most
        return (low is None or answer >= low) and (high is None or answer <= high)

    def __str__(self) -> str:
        if self.choices:
            return " or ".join(self.choices)
        if self.most is not None:
            return f"below {self.most + 1}"
        return "any" if self.least is None else f"{self.least} and more"


class Fork(Record, frozen=True, kw_only=True, tag="fork"):
    """A point of the tree where one question decides."""

    ask: str
    branches: tuple[Branch, ...]
    default: Answer | None = None

    def follow(self, answer: Answer) -> "Node | None":
        """What comes after `answer`; None where it is not offered here."""
        return _followed(self, answer)

    @property
    def offers(self) -> tuple[str, ...]:
        return tuple(choice for branch in self.branches for choice in branch.choices)


@lru_cache(maxsize=4096)  # so that a fork of many branches costs no more than one of two
def _followed(fork: Fork, answer: Answer) -> "Node | None":
    return next((branch.node for branch in fork.branches if branch.takes(answer)), None)


End: TypeAlias = Leaf | Stop | Bundle
Node: TypeAlias = Fork | End
