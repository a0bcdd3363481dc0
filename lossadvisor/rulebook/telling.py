"""Which finding an objection to a head is, and which entry of a metric reads it: for `check` and advice."""

from __future__ import annotations

from collections.abc import Iterable

from .contract import BINARY_ACCURACY, CATEGORICAL_ACCURACY, INTEGER, LINEAR, SPARSE_CATEGORICAL_ACCURACY
from .facts import Arguments
from .findings import Condition, FindingRule
from .heads import Head
from .rules import Rules
from .soundness import Objection, metric_arguments, readable, sought

UNKNOWN = "unknown"


def finding_of(
    rules: Rules, head: Head, objection: Objection, size: str, *, after: bool
) -> FindingRule | None:
    """The first finding that `objection` is, where there is one.

    `size` says how many units there are in the words of the rules, `after` whether the layer after the
    activation is one that the program has written.
    """
    return next(
        (
            rule
            for rule in rules.findings.values()
            if rule.when is not None
            and objection.kind in rule.when.objection.split(" or ")
            and rule.when.after in (None, after)
            and _among(rule.when.units, size)
            and _among(rule.when.metrics, objection.about)
            and _fits(rules, rule.when, head)
        ),
        None,
    )


def _fits(rules: Rules, when: Condition, head: Head) -> bool:
    """Whether a condition holds of the activation, the loss, the labels and the layers of a head."""
    loss = rules.losses[head.loss]
    meant = sought(rules, loss, head.from_logits, None)
    return (
        when.from_logits in (None, head.from_logits)
        and when.links in (None, bool(loss.link))
        and _among(when.layers, head.after)
        and _among(when.activations, head.activation)
        and _among(when.emits, rules.activations[head.activation].emits)
        and _among(when.under, rules.activations[head.under].emits if head.under else "")
        and _among(when.losses, head.loss)
        and _among(when.accepts, loss.accepts)
        and _among(when.seeks, meant.name if meant and loss.seeks != "labels" else loss.seeks)
        and _among(when.labels, head.labels or UNKNOWN)
    )


def _among(wanted: tuple[str, ...], name: str) -> bool:
    return not wanted or name in wanted


def counted(units: int | None) -> str:
    """How many units there are, in the words of the rules."""
    return UNKNOWN if units is None else {1: "one", 2: "two"}.get(units, "more")


def accuracy_beside(rules: Rules, loss: str, units: int | None) -> str | None:
    """What an accuracy string becomes, as Keras picks it by shapes; None where that is not known.

    Beside a loss of numbers neither of both counts what is near, so one will do where units are not known.
    """
    measures = not rules.losses[loss].link and rules.losses[loss].seeks == "labels"
    if units is None and not measures:
        return None
    if units == 1 or units is None:
        return BINARY_ACCURACY
    return SPARSE_CATEGORICAL_ACCURACY if INTEGER in rules.losses[loss].reads else CATEGORICAL_ACCURACY


def entry_for(rules: Rules, name: str, head: Head, given: Iterable[str] = ()) -> str:
    """Of the entries that are the same class of Keras, the first that reads labels of this head.

    Those made for one of the arguments that are `given` come first.
    """
    keras, given = rules.metrics[name].keras, set(given)
    kin = [each for each in rules.metrics.values() if each.keras == keras and not each.file]
    kin = [each for each in kin if given & set(each.only_with)] or [
        each for each in kin if not each.only_with
    ]
    for encodings in ({head.labels}, readable(rules, rules.losses[head.loss], head.units, head.after)):
        for each in kin:
            if encodings & set(each.reads):
                return each.name
    return kin[0].name if kin else name


def needed(rules: Rules, name: str, head: Head) -> Arguments:
    """The arguments without which a metric does not read what the head puts out."""
    metric = rules.metrics[name]
    all_arguments = metric_arguments(rules, metric, head) or {}
    forms = {**(metric.logits or {}), **{key: metric.arguments[key] for key in metric.needs}}
    return {key: value for key, value in all_arguments.items() if forms.get(key) == value}


def words(rules: Rules, head: Head) -> dict[str, str]:
    """The words that the texts of findings leave open, as far as the rules know them."""
    loss, activation = rules.losses[head.loss], rules.activations[head.activation]
    meant = sought(rules, loss, head.from_logits, None)
    return {
        "activation": "no activation" if activation.name == LINEAR else activation.keras,
        "inner": head.under,
        "loss": loss.keras,
        "link": loss.link,
        "logits": f"from_logits=True in {loss.keras}",
        "units": str(head.units) if head.units else "several",
        "accepts": rules.spaces[loss.accepts].says,
        "span": "of any size",
        "sought": meant.says if meant else "other numbers",
    }
