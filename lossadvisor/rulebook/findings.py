"""What the checker can find, as frozen records: when a finding is meant, how grave it is, what fixes it."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from .facts import Entry
from .meanings import ActivationName, LabelsName, LayerName, LossName, MetricName, SpaceName, named, told
from .record import Record

Severity: TypeAlias = Literal["note", "warning", "error"]
Harm: TypeAlias = Literal["error", "constant", "stuck", "worse", "uncalibrated", "misreads", "impossible"]
# What the texts of a finding leave open for the program to fill in, and plain words for where there is none.
FILLED = {
    "accepts": "only some numbers",
    "activation": "the activation",
    "after": "such a layer",
    "argument": "an argument",
    "arguments": "the arguments that it needs",
    "axis": "0 or 1",
    "call": "the call",
    "callback": "a callback",
    "classes": "another number of",
    "evidence": "the program",
    "form": "in a form that fit() does not take",
    "how": "divided or standardized",
    "inner": "another activation",
    "instead": "a loss and an activation that fit",
    "keys": "with keys that are not class numbers",
    "kind": "loss, activation or metric called",
    "labels": "the wrong",
    "link": "sigmoid or softmax",
    "logits": "from_logits=True in the loss",
    "loss": "the loss",
    "losses": "a number of losses",
    "logged": "other names",
    "metric": "the metric",
    "metrics": "a number of metrics",
    "mode": "min",
    "monitor": "a name",
    "near": "the nearest name",
    "needed": "another that is True",
    "objective": "the metric",
    "outputs": "another number of outputs",
    "sought": "other numbers",
    "columns": "(batch, 2)",
    "samples": "the",
    "shape": "(batch, 1)",
    "span": "of any size",
    "step": "a step of the model or the loss",
    "taken": "the others",
    "turns": "of their names",
    "third": '["accuracy"]',
    "units": "several",
    "value": "the same number",
    "weights": "a number of loss weights",
    "head": 'activation="sigmoid" or "softmax"',
    "way": "max",
    "what": "nan or infinity",
    "written": "another shape or range",
    "wrong": "a name",
}
Sentence: TypeAlias = Annotated[
    str,
    Meta(description="prose with braces that a program fills", extra={"braces": "findings"}),
]


class Condition(Record, frozen=True, kw_only=True):
    """Which objection of the facts a finding is about. What is left empty does not matter.

    `emits`, `under`, `accepts` and `seeks` name spaces, `seeks` perhaps `labels`; `units` says how many
    there are (`input` for as many as the input has), `labels` is an encoding or `unknown`. Several
    objections are written `A or B`.
    """

    objection: Annotated[
        str,
        named("objections", joined=True),
        told("the facts make it: `constant`, `overshoots`, …; `A or B` for one of several"),
    ]
    activations: Annotated[tuple[ActivationName, ...], told("it is one of these")] = ()
    emits: Annotated[tuple[SpaceName, ...], told("the activation emits one of these spaces")] = ()
    under: Annotated[tuple[SpaceName, ...], told("the activation below it emits one of these spaces")] = ()
    losses: Annotated[tuple[LossName, ...], told("it is one of these")] = ()
    accepts: Annotated[tuple[SpaceName, ...], told("the loss accepts one of these spaces")] = ()
    seeks: Annotated[
        tuple[Annotated[str, named("spaces", "labels")], ...],
        told("the loss seeks one of these spaces, or `labels`"),
    ] = ()
    links: Annotated[bool | None, told("the loss has a `link`; or not, with `false`")] = None
    from_logits: Annotated[bool | None, told("the loss is given logits; or not")] = None
    units: Annotated[
        tuple[Literal["one", "two", "more", "input", "unknown"], ...],
        told("there are so many, as many as inputs (`input`), or it is `unknown`"),
    ] = ()
    metrics: Annotated[tuple[MetricName, ...], told("it is one of these")] = ()
    labels: Annotated[
        tuple[Annotated[str, named("labels", "unknown")], ...],
        told("the labels have one of these encodings; `unknown` if the program does not tell"),
    ] = ()
    after: Annotated[bool | None, told("a layer changes the output again; or not")] = None
    layers: Annotated[tuple[LayerName, ...], told("that layer is one of these")] = ()


class Shown(Record, frozen=True, kw_only=True):
    """A head that shows a finding, or the same without it.

    Its metrics are meant as they come where it is wrong, with the arguments they need where it is right.
    """

    activation: ActivationName
    loss: LossName
    units: int
    labels: LabelsName
    from_logits: bool = False
    metrics: tuple[MetricName, ...] = ()
    after: LayerName = ""
    under: ActivationName = ""


class HeadChange(Record, frozen=True, kw_only=True):
    """What a mistake makes of a head. What is left out stays as it was; a metric is taken as it comes."""

    activation: ActivationName = ""
    loss: LossName = ""
    labels: LabelsName = ""
    from_logits: bool | None = None
    metric: MetricName = ""


class Heads(Record, frozen=True, kw_only=True):
    """Which heads are meant. What is left empty does not matter; `hulls` are where labels lie."""

    activations: tuple[ActivationName, ...] = ()
    emits: tuple[SpaceName, ...] = ()
    losses: tuple[LossName, ...] = ()
    labels: tuple[LabelsName, ...] = ()
    hulls: tuple[SpaceName, ...] = ()
    units: tuple[Literal["one", "two", "more"], ...] = ()
    from_logits: bool | None = None


class Mistake(Record, frozen=True, kw_only=True):
    """How people come to a finding, as advice warns of it: what they do, and with which heads.

    With a `change` that is told of every head that it leads to this finding; one without is made in the
    program beside the heads that it is `of`. `often` says that it is seen more often than others.
    """

    what: Annotated[Sentence, told("what people do")]
    because: Annotated[Sentence, told("its effect, if not what the finding says")] = ""
    often: Annotated[bool, told("it is seen more often than others")] = False
    change: Annotated[HeadChange | None, told("what it makes of a head that is right")] = None
    of: Annotated[Heads | None, told("the heads beside which people make it; any if not said")] = None


class RepairRule(Record, frozen=True, kw_only=True):
    """A way to make the fix of a finding: `replace` a name by `new`, `give` a call `new` as an argument, or
    `swap` a name for its sibling that reads labels in the other form.

    With `labels` only where the labels are known to be such, with `losses` only beside these.
    """

    do: Annotated[
        Literal["replace", "give", "swap"],
        told(
            "`replace` a name by `new`, `give` a call the argument `new`, `swap` a class for its sibling "
            "that reads labels in the other form"
        ),
    ]
    what: Annotated[Literal["activation", "loss", "metric"], told("whose name or call it is")]
    new: str = ""
    labels: Annotated[tuple[LabelsName, ...], told("only if the labels are known to be one of these")] = ()
    losses: Annotated[tuple[LossName, ...], told("only beside one of these")] = ()


class FindingRule(Entry, frozen=True, kw_only=True):
    """A finding: what is wrong (`says`), what comes of it (`because`), and the way out (`fix_says`).

    `fix` are the ways to make it that are tried one after the other; without any, a person must choose.

    A `general` one is told only where nothing else is told of the same head, or of the same metric.

    `at` is the part of the program where it is reported, `when` the objection it is made of; one without is
    seen in the program itself. `evident` is its severity where labels are known to be such, `unsure` where
    nothing but the head tells that they are numbers. `shows` is the harm it does when it is run, missing
    where none shows, `measured` how much when `wrong` and `right` were trained.
    """

    says: Sentence
    severity: Annotated[
        Severity,
        told(
            "`error` if the trained result or a number shown is wrong, `warning` if training or calibration "
            "suffers, `note` if a person should look"
        ),
    ]
    at: Annotated[
        Literal["layer", "loss", "metric", "after", "call", "prediction"],
        told("the part where it is reported; `prediction` is what follows predict()"),
    ]
    because: Annotated[Sentence, told("its effect; names in braces are filled in")]
    fix_says: Annotated[Sentence, told("how to fix it; names in braces are filled in")]
    fix: Annotated[
        tuple[RepairRule, ...],
        told("how `--fix` does it: ways that are tried in this order; without any, a person must choose"),
    ] = ()
    general: Annotated[bool, told("only if nothing else is reported for the head or the metric")] = False
    when: Annotated[
        Condition | None,
        told("which objection is meant; all that it says must hold, and what it leaves out does not matter"),
    ] = None
    evident: Annotated[
        dict[LabelsName, Severity], told("the severity for labels of an encoding, if the program tells it")
    ] = field(default_factory=dict)
    unsure: Annotated[
        Severity | None, told("the severity where something tells that labels may be a yes or no")
    ] = None
    shows: Annotated[Harm | None, told("the harm when `wrong` is run; without it there was none")] = None
    measured: Annotated[str, told("how large the harm was, compared with `right`")] = ""
    wrong: Annotated[Shown | None, told("a head that raises this finding and no other")] = None
    mistakes: Annotated[
        tuple[Mistake, ...],
        told("how people get there; advice warns of the first one that fits a head"),
    ] = ()
    right: Annotated[
        Shown | None, told("a head without this finding; its metrics have the arguments that they need")
    ] = None
