"""What the checker can find, as frozen records: when a finding is meant, how grave it is, what fixes it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, field

from .facts import Entry, Record
from .meanings import ActivationName, LabelsName, LayerName, LossName, MetricName, SpaceName, named

Severity: TypeAlias = Literal["note", "warning", "error"]
Harm: TypeAlias = Literal["error", "constant", "stuck", "worse", "uncalibrated", "misreads", "impossible"]
# What the texts of a finding leave open for the program to fill in, and plain words for where there is none.
FILLED = {
    "accepts": "only some numbers",
    "activation": "the activation",
    "after": "such a layer",
    "arguments": "the arguments that it needs",
    "classes": "another number of",
    "evidence": "the program",
    "how": "divided or standardised",
    "inner": "another activation",
    "instead": "a loss and an activation that fit",
    "kind": "loss, activation or metric called",
    "labels": "the wrong",
    "link": "sigmoid or softmax",
    "loss": "the loss",
    "losses": "a number of losses",
    "metric": "the metric",
    "near": "the nearest name",
    "outputs": "another number of outputs",
    "third": '["accuracy"]',
    "units": "several",
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

    objection: Annotated[str, named("objections", joined=True)]
    activations: tuple[ActivationName, ...] = ()
    emits: tuple[SpaceName, ...] = ()
    under: tuple[SpaceName, ...] = ()
    losses: tuple[LossName, ...] = ()
    accepts: tuple[SpaceName, ...] = ()
    seeks: tuple[Annotated[str, named("spaces", "labels")], ...] = ()
    links: bool | None = None
    from_logits: bool | None = None
    units: tuple[Literal["one", "two", "more", "input", "unknown"], ...] = ()
    metrics: tuple[MetricName, ...] = ()
    labels: tuple[Annotated[str, named("labels", "unknown")], ...] = ()
    after: bool | None = None


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


class RepairRule(Record, frozen=True, kw_only=True):
    """A way to make the fix of a finding: `replace` a name by `new`, `give` a call `new` as an argument, or
    `swap` a name for its sibling that reads labels in the other form.

    With `labels` only where the labels are known to be such, with `losses` only beside these.
    """

    do: Literal["replace", "give", "swap"]
    what: Literal["activation", "loss", "metric"]
    new: str = ""
    labels: tuple[LabelsName, ...] = ()
    losses: tuple[LossName, ...] = ()


class FindingRule(Entry, frozen=True, kw_only=True):
    """A finding: what is wrong (`says`), what comes of it (`because`), and the way out (`fix_says`).

    `fix` are the ways to make it that are tried one after the other; without any, a person must choose.

    `at` is the part of the program where it is reported, `when` the objection it is made of; one without is
    seen in the program itself. `evident` is its severity where labels are known to be such. `shows` is the
    harm it does when it is run, missing where none shows, `measured` how much when `wrong` and `right` were
    trained.
    """

    says: Sentence
    severity: Severity
    at: Literal["layer", "loss", "metric", "after", "call"]
    because: Sentence
    fix_says: Sentence
    fix: tuple[RepairRule, ...] = ()
    when: Condition | None = None
    evident: dict[LabelsName, Severity] = field(default_factory=dict)
    shows: Harm | None = None
    measured: str = ""
    wrong: Shown | None = None
    right: Shown | None = None
