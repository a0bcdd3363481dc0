"""What there is to tell about a finding of `check`: what it rests on, its harm, and how to silence it."""

from __future__ import annotations

import re

from lossadvisor.rulebook.findings import FILLED, FindingRule, Harm, Shown
from lossadvisor.rulebook.overlays import as_head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import metric_arguments

HARMS: dict[Harm, str] = {
    "error": "Keras stops",
    "constant": "the model always gives the same answer",
    "stuck": "the loss does not fall",
    "worse": "predictions are worse",
    "uncalibrated": "probabilities are less calibrated",
    "misreads": "the metric shows a wrong number",
    "impossible": "predictions are impossible",
}
FOLLOWS: dict[str, str] = {
    "constant": "one unit of numbers that sum to 1 can only output 1",
    "falls-short": "the loss needs numbers that the output cannot reach",
    "overshoots": "the output has numbers that the loss does not accept",
    "no-logits-form": "the loss has no from_logits form",
    "labels-unread": "the loss does not read these labels",
    "units-unfit": "the loss reads no labels that fit this number of units",
    "squeezed-twice": "the activation gets only part of the numbers that it is made for",
    "metric-misled": "the metric has no form that reads this output",
    "metric-unset": "the metric reads this output only with other arguments",
    "metric-misset": "the metric expects logits, but the output is not logits",
    "metric-finds-all": "the metric looks at so many top classes that it looks at all",
    "metric-takes-rows": "the metric takes only rows with one number for each unit",
    "metric-takes-batch": "Keras resolves the string to a metric that treats the whole batch as one row",
    "metric-labels-unread": "the metric does not read these labels",
    "metric-labels-apart": "no labels are read by the metric and by the loss",
    "metric-labels-doubted": "the metric does not read all labels that the loss reads",
    "metric-units-unfit": "the metric needs more units",
    "distance-on-classes": "the loss measures distances, but classes have no distances",
    "may-die": "a unit that is off for every sample has no gradient",
}


def finding(rules: Rules, entry: FindingRule) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """What `explain` tells about a finding."""
    facts = {
        "severity": _severity(entry),
        "what comes of it": plain(entry.because),
        "made by": "; ".join(plain(each.what) for each in entry.mistakes),
        "fix": plain(entry.fix_says),
        "harm": HARMS[entry.shows] if entry.shows else "none when it was run",
        "measured": entry.measured,
        "wrong": _head(entry.wrong) if entry.wrong else "",
        "right": _head(entry.right, _readings(rules, entry.right)) if entry.right else "",
        "follows from": _reasons(entry),
        "to silence it": f"# lossadvisor: ignore[{entry.name}]",
    }
    shown = entry.wrong
    return facts, {"see also": (shown.activation, shown.loss, *shown.metrics) if shown else ()}


def plain(text: str) -> str:
    """The text of a finding, with words in the place of what a program would fill in."""
    text = text.replace(" ({evidence})", "")
    return re.sub(r"\{([a-z-]+)\}", lambda found: FILLED.get(found[1], found[1]), text)


def _severity(entry: FindingRule) -> str:
    by_severity: dict[str, list[str]] = {}
    for labels, severity in entry.evident.items():
        by_severity.setdefault(severity, []).append(labels)
    parts = [f"{severity} on labels known to be {' or '.join(of)}" for severity, of in by_severity.items()]
    return ", ".join([entry.severity, *parts])


def _head(shown: Shown, metrics: tuple[str, ...] | None = None) -> str:
    """A head in words."""
    over = f" over {shown.under}" if shown.under else ""
    after = f", then {shown.after}," if shown.after else ""
    logits = " (from_logits=True)" if shown.from_logits else ""
    read = ", ".join(shown.metrics if metrics is None else metrics)
    units = f"{shown.units} unit{'s' if shown.units != 1 else ''}"
    head = f"{units} of {shown.activation}{over}{after} with {shown.loss}{logits}"
    return f"{head} on {shown.labels} labels{f', read by {read}' if read else ''}"


def _readings(rules: Rules, shown: Shown) -> tuple[str, ...]:
    """The metrics of a head that is right, with the arguments that it takes to read it."""
    read = []
    for name in shown.metrics:
        needed = metric_arguments(rules, rules.metrics[name], as_head(shown)) or {}
        given = ", ".join(f"{key}={value!r}" for key, value in needed.items())
        read.append(f"{name} ({given})" if given else name)
    return tuple(read)


def _reasons(entry: FindingRule) -> str:
    if entry.when is None:
        return "no fact: it shows in the program itself"
    kinds = entry.when.objection.split(" or ")
    return "; or ".join(f"{kind} ({FOLLOWS[kind]})" for kind in kinds)
