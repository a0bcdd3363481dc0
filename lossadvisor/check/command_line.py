"""A head that is named on the command line, as the waist has it."""

from __future__ import annotations

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook.rules import Rules

from .findings import Checked
from .judging.judgement import judged
from .judging.vocabulary import entry_named, spellings
from .seen import NOWHERE, Head, Kind, Labels, Loss, Metric, Model, Output, Place, Seen

ACCURACY = ("accuracy", "acc")


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
    head = Head(rules.activations[_entry(rules, "activation", activation)].keras, units)
    output = Output(
        (head,),
        (Loss(_entry(rules, "loss", loss), from_logits, origin="rules"),),
        tuple(_metric(rules, number, each) for number, each in enumerate(metrics)),
        labels=_labels(rules, labels),
    )
    return judged(rules, Seen((Model(NOWHERE, (output,)),), compiles=1))


def _entry(rules: Rules, kind: Kind, name: str) -> str:
    entries = rules.losses if kind == "loss" else rules.activations
    found = name if name in entries else entry_named(rules, kind, name)
    if found is None:
        known = (*entries, *spellings(rules, kind))
        raise AdvisorError(f"--{kind}: nothing is known about '{shown(name)}'{suggestion(name, known)}")
    return found


def _metric(rules: Rules, number: int, name: str) -> Metric:
    """A metric as a string; its number is its place, so that each is judged for itself."""
    at = Place(1, 1, 1, 1, f"metric {number + 1}")
    if name.lower() in ACCURACY:
        return Metric(name, name, at, True)
    found = name if name in rules.metrics else entry_named(rules, "metric", name)
    if found is None:
        known = (*rules.metrics, *spellings(rules, "metric"))
        raise AdvisorError(f"--metrics: nothing is known about '{shown(name)}'{suggestion(name, known)}")
    return Metric(found, name, at, True, origin="rules")


def _labels(rules: Rules, labels: str | None) -> Labels | None:
    if labels is None:
        return None
    for name, entry in rules.labels.items():
        if labels in (name, *entry.aliases):
            return Labels(name, None, "as given")
    raise AdvisorError(
        f"--labels: '{shown(labels)}' is not a label encoding{suggestion(labels, rules.labels)}"
    )
