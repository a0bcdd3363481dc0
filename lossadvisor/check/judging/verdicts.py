"""What the facts say against the heads that were seen, as findings with their places."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from lossadvisor.check.following.values import Data
from lossadvisor.rulebook.facts import Arguments
from lossadvisor.rulebook.findings import Condition, FindingRule, Severity
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import Objection, doubts, metric_arguments, objections, sought

from . import alternatives, compiled
from .compiled import SeenLoss, SeenMetric
from .heads import SeenHead
from .vocabulary import entry_named

SPOKEN = {"numbers": "real-number", "minus-one-one": "-1/1", "zero-one": "0/1"}
HOPELESS = ("constant", "units-unfit")  # nothing is left to be measured


class Met:
    """One head with its loss and metrics, as seen at one compile()."""

    __slots__ = ("data", "head", "loss", "metrics", "rules")

    def __init__(
        self, rules: Rules, head: SeenHead, loss: SeenLoss, metrics: list[SeenMetric], data: Data | None
    ) -> None:
        self.rules, self.head, self.loss, self.metrics, self.data = rules, head, loss, metrics, data


class Raised:
    """An objection that has become a finding: its rule, the part at fault, and words for its text."""

    __slots__ = ("metric", "rule", "severity", "words")

    def __init__(
        self, rule: FindingRule, metric: SeenMetric | None, severity: Severity, words: dict[str, str]
    ) -> None:
        self.rule, self.metric, self.severity, self.words = rule, metric, severity, words


def raised(met: Met) -> Iterator[Raised]:
    """What is to be said against one head."""
    rules, seen, loss = met.rules, met.head, met.loss
    activation = entry_named(rules, "activation", seen.activation) if seen.activation else None
    if not loss.name:
        yield from _without_loss(met, activation)
        return
    after = entry_named(rules, "layer", seen.after) if seen.after else ""
    if activation is None or loss.from_logits is None or after is None:
        yield from _without_activation(met)
        return
    head = Head(
        activation=activation,
        loss=loss.name,
        arguments={"from_logits": True} if loss.from_logits else {},
        units=seen.units,
        labels=compiled.encoding(met.data, rules, loss.name, seen.units),
        after=_after(seen, activation, after),
        under=(entry_named(rules, "activation", seen.inner) or "") if seen.inner else "",
    )
    found = (*objections(rules, head), *doubts(rules, head))
    for objection in found:
        yield from _found(met, head, objection, None)
    if any(objection.kind in HOPELESS for objection in found):
        return
    width = None if seen.reshaped else seen.units
    for metric in met.metrics:
        yield from _against_metric(met, head, metric, width)


def _after(seen: SeenHead, activation: str, after: str) -> str:
    """The layer of the rules that stands after the head; after plain numbers it does not matter."""
    if after and activation != "linear":
        return after
    return "one-row" if seen.reshaped else ""


def _without_loss(met: Met, activation: str | None) -> Iterator[Raised]:
    """What the activation alone tells: it is judged with a loss that undoes it."""
    rules, seen = met.rules, met.head
    for loss in rules.losses.values():
        if activation and loss.link == activation and not loss.file:
            under = entry_named(rules, "activation", seen.inner) if seen.inner else ""
            head = Head(activation=activation, loss=loss.name, units=seen.units, under=under or "")
            for objection in objections(rules, head):
                if objection.kind in ("constant", "squeezed-twice"):
                    yield from _found(met, head, objection, None)
            return


def _without_activation(met: Met) -> Iterator[Raised]:
    """What loss and metrics alone tell."""
    rules = met.rules
    link = rules.losses[met.loss.name].link
    if not link:
        return
    head = Head(activation=link, loss=met.loss.name)
    for metric in met.metrics:
        if metric.name != "accuracy":
            for objection in objections(rules, _with(head, metric.name)):
                if objection.kind == "metric-labels-apart":
                    yield from _found(met, head, objection, metric)


def _with(head: Head, metric: str) -> Head:
    return replace(head, metrics=(metric,))


def _against_metric(met: Met, head: Head, metric: SeenMetric, width: int | None) -> Iterator[Raised]:
    rules = met.rules
    name = compiled.resolved(metric, rules, head.loss, width)
    if name is None or (metric.name != "accuracy" and width is None and met.head.reshaped):
        return
    name = compiled.entry_for(rules, name, head)
    judged = _with(head, name)
    wanted = _wanted(rules, name, head)
    if wanted and compiled.misset(metric, wanted):
        shown = ", ".join(f"{key}={value!r}" for key, value in wanted.items())
        yield from _found(met, head, Objection("metric-unset", "", name), metric, arguments=shown)
    for objection in (*objections(rules, judged), *doubts(rules, judged)):
        if objection.about == name:
            yield from _found(met, head, objection, metric)


def _wanted(rules: Rules, name: str, head: Head) -> Arguments:
    """The arguments without which a metric does not read what the head puts out."""
    metric = rules.metrics[name]
    needed = metric_arguments(rules, metric, head) or {}
    forms = dict(metric.logits or {})
    if head.labels is None or not rules.spaces[rules.labels[head.labels].hull].sums_to_one:
        forms |= {key: metric.arguments[key] for key in metric.needs}
    return {key: value for key, value in needed.items() if forms.get(key) == value}


def _found(
    met: Met, head: Head, objection: Objection, metric: SeenMetric | None, **words: str
) -> Iterator[Raised]:
    """The first finding that `objection` is, where there is one."""
    for rule in met.rules.findings.values():
        if rule.when is not None and _fits(met, rule.when, head, objection):
            severity = rule.evident.get(head.labels or "", rule.severity)
            if "{instead}" in rule.fix:
                words["instead"] = alternatives.instead(met.rules, head)
            yield Raised(rule, metric, severity, {**_words(met, head, metric), **words})
            return


def _fits(met: Met, when: Condition, head: Head, objection: Objection) -> bool:
    rules, loss = met.rules, met.rules.losses[head.loss]
    meant = sought(rules, loss, head.from_logits, None)
    under = rules.activations[head.under].emits if head.under else ""
    return (
        objection.kind in when.objection.split(" or ")
        and (when.from_logits is None or when.from_logits == head.from_logits)
        and (when.links is None or when.links == bool(loss.link))
        and (when.after is None or when.after == bool(met.head.after and head.after))
        and _among(when.activations, head.activation)
        and _among(when.emits, rules.activations[head.activation].emits)
        and _among(when.under, under)
        and _among(when.losses, head.loss)
        and _among(when.accepts, loss.accepts)
        and _among(when.seeks, meant.name if meant and loss.seeks != "labels" else loss.seeks)
        and _among(when.units, _size(met, head.units))
        and _among(when.metrics, objection.about)
        and _among(when.labels, head.labels or "unknown")
    )


def _size(met: Met, units: int | None) -> str:
    """How many units there are, in the words of the rules."""
    if units is None:
        return "input" if met.data is not None and met.data.encoding == "input" else "unknown"
    return {1: "one", 2: "two"}.get(units, "more")


def _among(wanted: tuple[str, ...], name: str) -> bool:
    return not wanted or name in wanted


def _words(met: Met, head: Head, metric: SeenMetric | None) -> dict[str, str]:
    """The words that the texts of the rules leave open."""
    rules = met.rules
    loss, activation = rules.losses[head.loss], rules.activations[head.activation]
    return {
        "activation": "no activation" if activation.name == "linear" else activation.keras,
        "inner": head.under,
        "after": met.head.after,
        "loss": met.loss.string or loss.keras,
        "link": loss.link,
        "units": str(head.units) if head.units else "several",
        "labels": SPOKEN.get(head.labels or "", head.labels or "such"),
        "metric": metric.written if metric else "",
        "accepts": rules.spaces[loss.accepts].says,
        "evidence": met.data.source if met.data else "",
    }
