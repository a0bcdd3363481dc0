"""A head that is named on the command line, judged like one that is seen in a program."""

from __future__ import annotations

from lossadvisor.check.following.values import Data
from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook.rules import Rules

from . import compiled
from .compiled import SeenLoss, SeenMetric
from .findings import made
from .heads import SeenHead
from .records import Checked, Place
from .verdicts import Met, raised
from .vocabulary import Kind, entry_named, spellings

NOWHERE = Place(1, 1, 1, 1)


def checked(
    rules: Rules,
    activation: str,
    loss: str,
    units: int | None,
    labels: str | None,
    metrics: tuple[str, ...],
    from_logits: bool,
) -> Checked:
    """What is wrong with a head. Raises AdvisorError for a name that neither Keras nor the rules know."""
    head = SeenHead(activation=rules.activations[_entry(rules, "activation", activation)].keras, units=units)
    seen = SeenLoss(_entry(rules, "loss", loss), from_logits)
    named = [SeenMetric(_metric(rules, each), each, None, True, {}) for each in metrics]
    met = Met(rules, head, seen, named, _data(rules, labels))
    found = {(each.rule.name, id(each.metric)): each for each in raised(met)}
    told = (made(each.rule, NOWHERE, each.words, each.severity) for each in found.values())
    return Checked(tuple(told), (), 1)


def _entry(rules: Rules, kind: Kind, name: str) -> str:
    entries = rules.losses if kind == "loss" else rules.activations
    found = name if name in entries else entry_named(rules, kind, name)
    if found is None:
        known = (*entries, *spellings(rules, kind))
        raise AdvisorError(f"--{kind}: nothing is known about '{shown(name)}'{suggestion(name, known)}")
    return found


def _metric(rules: Rules, name: str) -> str:
    if name.lower() in compiled.ACCURACY:
        return "accuracy"
    found = name if name in rules.metrics else entry_named(rules, "metric", name)
    if found is None:
        known = (*rules.metrics, *spellings(rules, "metric"))
        raise AdvisorError(f"--metrics: nothing is known about '{shown(name)}'{suggestion(name, known)}")
    return found


def _data(rules: Rules, labels: str | None) -> Data | None:
    if labels is None:
        return None
    for name, entry in rules.labels.items():
        if labels in (name, *entry.aliases):
            return Data(name, None, "as given")
    raise AdvisorError(f"--labels: '{shown(labels)}' is no label encoding{suggestion(labels, rules.labels)}")
