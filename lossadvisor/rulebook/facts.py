"""What the rule files list, as frozen records: spaces, labels, activations, losses, metrics.

Records of rules have types that Python evaluates once, without `from __future__ import annotations`: types
that are texts are compiled at every start, which takes longer than to decode all rules.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from .curves import Curve
from .meanings import (
    ActivationName,
    Expression,
    FindingName,
    Identifier,
    LabelsName,
    LayerName,
    Lines,
    QuestionName,
    Release,
    SourceName,
    SpaceName,
    Threshold,
    WordKindName,
    named,
    told,
)
from .record import Record

Answer: TypeAlias = str | int | float
Answers: TypeAlias = Mapping[str, Answer]
Argument: TypeAlias = bool | int | float | str | tuple[int | float, ...]
Arguments: TypeAlias = dict[str, Argument]
# what there is to predict: a class, a step on a scale, an amount, quantiles of one, yes or no for each label,
# a class of each pixel
Truth: TypeAlias = Literal["classes", "grades", "numbers", "quantiles", "labels", "pixels"]
Named: TypeAlias = dict[Identifier, Annotated[Argument, Meta(extra={"braces": "answers"})]]

# fields of records that no key says: an entry stands under its name, Python is the text of its file
UNWRITTEN = frozenset({"name", "python"})


# why `check` cannot tell what goes wrong
Unseen: TypeAlias = Literal[
    "data", "purpose", "training", "reading", "price", "stops", "release", "made-here"
]


class Trap(Record, frozen=True, kw_only=True):
    """What goes wrong with an entry, and its effect; in Keras from `since` on and before `until`.

    With an `argument` it concerns only those who give that to the loss or the metric. `check` tells it as the
    `finding`, which says the effect if this does not; or it is `unseen` for a reason.
    """

    what: str
    because: Annotated[str, told("its effect, if the finding does not say it")] = ""
    finding: Annotated[FindingName, told("the finding with which `check` reports it")] = ""
    unseen: Annotated[Unseen | None, told("why `check` cannot report it")] = None
    argument: Annotated[str, told("if it matters only with this argument")] = ""
    since: Release = ""
    until: Release = ""


class Entry(Record, frozen=True, kw_only=True):
    """A named thing that `explain` can tell about."""

    name: str
    says: str
    aliases: Annotated[tuple[str, ...], told("other names that people use")] = ()
    formula: str = ""
    goes_wrong: tuple[Trap, ...] = ()
    sources: tuple[SourceName, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """Where a statement can be looked up, and whether it was executed, published or is a convention."""

    name: str
    cites: str
    rests: Literal["executed", "paper", "book", "documentation", "convention"]


class Space(Entry, frozen=True, kw_only=True):
    """Where numbers may live: an interval for each unit, perhaps with a sum or a length of one.

    A `whole` one has whole numbers alone.
    """

    low: float | None = None
    high: float | None = None
    sums_to_one: bool = False
    of_length_one: bool = False
    whole: bool = False


class Group(Entry, frozen=True, kw_only=True):
    """Tasks that are offered together."""


class WordKind(Entry, frozen=True, kw_only=True):
    """Words of one kind, such as units or animals, by which `forms` ask for any of them."""

    words: Annotated[tuple[str, ...], told("single words in small letters")] = ()
    each_of: Annotated[
        tuple[WordKindName, ...], told("other kinds; a form that names this one means each in turn")
    ] = ()


class Layer(Entry, frozen=True, kw_only=True):
    """A Keras layer at the end of a model, as code.

    One with `{more}` in it holds the weights of the head; `hidden` is a layer that may stand before it.
    One without follows such a layer, and `emits` says where its numbers live, empty for no change.
    """

    code: Annotated[
        Expression,
        Meta(description="with `{units}` and `{more}` if it holds the weights", extra={"also": ("more",)}),
    ]
    emits: Annotated[SpaceName, told("a space, if it moves the numbers")] = ""
    hidden: Annotated[Expression, told("a layer that may stand before it")] = ""


class Conversion(Record, frozen=True, kw_only=True):
    """Lines that turn labels `y` into another encoding, and the expression that turns `answers` back.

    `learn` finds what `code` needs to know of labels, such as their mean, from those that train. `made`
    builds such labels from the synthetic `truth` of a script, where that of their own encoding does not fit.
    """

    code: Lines
    learn: Lines = ""
    back: Expression = ""
    made: Lines = ""
    most_units: Annotated[int | None, told("for models of no more units than this")] = None


class Labels(Entry, frozen=True, kw_only=True):
    """A way to write the truth down: the shape and dtype of `y`, and the space its rows span.

    `derived_from` names what people have where nobody stores labels in this encoding, `shaped` is a line
    that gives `y` its shape and dtype whatever it came in, `note` a sentence for those who read metrics,
    `through` a layer without which a model does not give what such labels are compared with. `only` are the
    numbers that occur, `unknown` what stands where nobody knows, and `first` the number of the first class.
    """

    shape: str
    dtype: str
    hull: SpaceName
    least_units: int = 1
    most_units: int | None = None
    only: Annotated[tuple[int, ...], told("the numbers that occur, if no others do")] = ()
    down_to: Annotated[
        float | None,
        told("some label is as low as this, whatever is measured, as half lie below a mean of 0"),
    ] = None
    unknown: Annotated[Answer | None, told("what marks an unknown label")] = None
    first: Annotated[int, told("the number of the first class, 0 if not said")] = 0
    made: Annotated[Lines, told("lines that make `y` from `truth`")] = "y = truth"
    answers: Annotated[Expression, told("how `predictions` are read back")] = ""
    answers_say: str = ""
    chances: Annotated[
        Expression, told("the probability of each class or label, if `predictions` are probabilities")
    ] = ""
    threshold: Annotated[Threshold, told("the `threshold` in `answers`, for probabilities")] = ""
    derived_from: Annotated[
        LabelsName, told("the usual encoding in data sets, if this one is never stored")
    ] = ""
    shaped: Annotated[Lines, told("a line that gives `y` its shape")] = ""
    note: Annotated[str, told("for those who read metrics")] = ""
    through: Annotated[
        LayerName, told("a layer that predictions pass through before they are compared with such labels")
    ] = ""
    conversions: Annotated[dict[str, Conversion], told("lines from other encodings")] = field(
        default_factory=dict, name="from"
    )

    @property
    def is_yes_or_no(self) -> bool:
        """Whether there is one label for each sample, and 1 says yes."""
        return self.shape == "(batch, 1)" and 1 in self.only


class Activation(Entry, frozen=True, kw_only=True):
    """What an activation outputs. `applied` is the same function as an expression on `predictions`.

    `never` says why no task recommends it, where none does, `since` with which release of Keras it came.
    """

    keras: Identifier
    emits: SpaceName
    applied: Annotated[Expression, told("an expression on `predictions`")] = ""
    hidden: Annotated[str, told("what it is good for in hidden layers")] = ""
    dies: Annotated[bool, told("a unit that is off for every sample has no gradient")] = False
    never: Annotated[str, told("why no task recommends it")] = ""
    since: Release = ""
    curve: Curve | None = None


class KerasClass(Entry, frozen=True, kw_only=True):
    """A loss or a metric: the name of its class in `package`, or in a Python `file` beside the rules.

    `takes` are the arguments that may be given without a name, if they are not those that nearly all take.
    `python` is the text of that file, `lacks` what Keras itself offers in its place, and `since` with which
    release of Keras it came.
    """

    keras: Identifier
    package: str = "keras"
    takes: Annotated[
        tuple[Identifier, ...], told("its positional arguments, if others than nearly all have")
    ] = ()
    file: Annotated[str, told("the Python file of what Keras lacks")] = ""
    python: str = ""
    lacks: Annotated[str, told("the built-in to use instead, and its drawback")] = ""
    since: Release = ""


class Judge(Entry, frozen=True, kw_only=True):
    """What heads are compared by on data that did not train: one number, from `truth` and what is predicted.

    `truth` and `answers` are numbers of classes or grades, counted from 0, amounts, or rows of yes and no;
    `chances` has a column for each class or label. `of` are the kinds of truth that it can judge. A name with
    `n%` at its end stands for any number, which is `n` in the score.
    """

    of: tuple[Truth, ...]
    takes: Literal["answers", "chances"]
    score: Expression
    each: Annotated[
        str,
        told("what each row adds to the score, or to what its root is of, where single rows can add most"),
    ] = ""
    best: Literal["lowest", "highest"]
    needs: Annotated[QuestionName, told("a question whose answer the score uses")] = ""
    reads: Annotated[str, told("a sentence on one head; `{score}` is filled in")] = ""


class FitArgument(Entry, frozen=True, kw_only=True):
    """An argument of fit() that weighs samples."""

    keras: Identifier


class Loss(KerasClass, frozen=True, kw_only=True):
    """What a loss reads, accepts and seeks; `link` names the activation its from_logits form applies.

    `never` says why no task recommends it, where none does.
    """

    reads: tuple[LabelsName, ...]
    accepts: SpaceName
    seeks: Annotated[str, named("spaces", "labels")]
    estimates: str
    link: Annotated[ActivationName, told("the activation that from_logits applies")] = ""
    idle: Annotated[dict[str, str], told("arguments that do nothing without another that is True")] = field(
        default_factory=dict
    )
    never: Annotated[str, told("why no task recommends it")] = ""
    curve: Curve | None = None


class Metric(KerasClass, frozen=True, kw_only=True):
    """What a metric reads and accepts.

    `logits` are the arguments that make it read scores of any size: none (`{}`) for a metric that
    only looks at the order, `None` for one that has no such form. `needs` are the arguments without which it
    means something else. `only_with` are arguments of which one must be given for it to be this metric.
    `among` is the argument that says among how many of the highest a class counts as found, `splits_at` that
    from which threshold on a number counts as a yes. One of
    `only_rows` takes labels and predictions of shape (batch, units) and no others.

    Metrics of one `measure` tell the same of other labels. One with `each` stands once for each unit, whose
    number is `k` in its arguments. `rare` are the arguments that it needs if very few samples are positive,
    `prepare` the lines that define what they name. A `flat` one counts whole answers, so it cannot be learned
    from.
    """

    reads: tuple[LabelsName, ...]
    accepts: SpaceName
    best: float | Literal["lowest", "highest"]
    arguments: Named = field(default_factory=dict)
    logits: Annotated[Named | None, told("the arguments with which it reads scores of any size")] = None
    needs: Annotated[tuple[str, ...], told("arguments without which it means something else")] = ()
    only_with: Annotated[tuple[str, ...], told("one of these arguments makes it this metric")] = ()
    averaged_by: Annotated[str, told("the argument without which it gives a number for each class")] = ""
    logged_as: Annotated[str, told("its name in what fit() logs, if not that of its class")] = ""
    among: Annotated[str, told("the argument that says among how many of the highest")] = ""
    splits_at: Annotated[str, told("the argument that holds the threshold of its yes")] = ""
    only_rows: Annotated[bool, told("it takes shapes (batch, units) and no others")] = False
    least_units: int = 1
    measure: Annotated[
        str, named("metrics", blank=True), told("the metric that tells the same of other labels")
    ] = ""
    each: Annotated[bool, told("it stands once for each unit, `k` in its arguments")] = False
    rare: Annotated[Named, told("the arguments that it needs if very few samples are positive")] = field(
        default_factory=dict
    )
    prepare: Annotated[str, told("lines that define what `rare` names")] = ""
    flat: Annotated[bool, told("it counts whole answers, so its gradient is 0 nearly everywhere")] = False
