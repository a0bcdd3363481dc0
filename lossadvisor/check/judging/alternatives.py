"""What would fit instead of a head that does not: another loss, or the labels in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lossadvisor.rulebook.contract import LINEAR
from lossadvisor.rulebook.facts import Loss
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.soundness import objections, readable

from .vocabulary import snake

CLASSES = "one unit for each class, "


def instead(rules: Rules, head: Head) -> str:
    """What to write in the place of what does not fit, in words and code."""
    pairs = [pair for pair in _pairs(rules, head) if pair[1].name != head.loss]
    hull = rules.labels[head.labels].hull if head.labels else ""
    pairs.sort(key=lambda pair: (not pair[1].link, pair[0] != head.activation, pair[1].accepts != hull))
    ways = [_written(rules, head, *pair) for pair in pairs[:1]]
    labels = list(_other_labels(rules, head))
    kept = bool(pairs) and pairs[0][0] == head.activation  # then the loss alone is at fault
    found = ways + labels if kept else labels + ways
    return ", or ".join(found) or _rewritten(rules, head) or "an activation and a loss that fit the labels"


def _rewritten(rules: Rules, head: Head) -> str:
    """Where there is code of several lines that turns the labels into those that the loss reads."""
    forms = (rules.labels[name].conversions for name in rules.losses[head.loss].reads)
    if any(head.labels in each for each in forms):
        return f"labels as the code of lossadvisor recommend --labels {head.labels} turns them"
    return ""


def suits(rules: Rules, activation: str, head: Head) -> bool:
    """Whether an activation shares out what labels share out: one class of several, or each for itself."""
    if not head.labels or (head.units or 1) == 1:
        return True
    tied = rules.spaces[rules.activations[activation].emits].sums_to_one
    return tied == rules.spaces[rules.labels[head.labels].hull].sums_to_one


def way(rules: Rules, head: Head, link: str) -> str:
    """The activation that a loss undoes, in words and code; another pair where labels are of another kind."""
    return f'activation="{link}"' if not link or suits(rules, link, head) else instead(rules, head)


def _written(rules: Rules, head: Head, activation: str, loss: Loss) -> str:
    written = f'loss="{snake(loss.keras)}"'
    if activation == head.activation:
        return written
    if activation == LINEAR:
        return f"no activation and {written}"
    units = CLASSES if head.units == 1 and loss.link == "softmax" else ""
    return f'{units}activation="{rules.activations[activation].keras}" and {written}'


def _pairs(rules: Rules, head: Head) -> Iterator[tuple[str, Loss]]:
    """Activations and losses of Keras that nothing is said against, those meant for classes first."""
    built_in = [each for each in rules.losses.values() if not each.file and each.package == "keras"]
    for loss in sorted(built_in, key=lambda each: not each.link):
        activation = loss.link or LINEAR
        labels = head.labels or _usual_labels(rules, head, loss)
        tried = Head(activation=activation, loss=loss.name, labels=labels, units=_units(head, loss))
        if labels in loss.reads and not objections(rules, tried):
            yield activation, loss


def _usual_labels(rules: Rules, head: Head, loss: Loss) -> str:
    """The labels that a loss is mostly used with, where those of the program are not known."""
    return loss.reads[0] if head.activation == loss.link else ""


def _units(head: Head, loss: Loss) -> int | None:
    return None if head.units == 1 and loss.link == "softmax" else head.units


def _other_labels(rules: Rules, head: Head) -> Iterator[str]:
    """The line that turns the labels into those that the loss reads beside so many units."""
    loss = rules.losses[head.loss]
    fitting = readable(rules, loss, head.units, head.after)
    for name in loss.reads if head.labels not in loss.reads else ():
        conversion = rules.labels[name].conversions.get(head.labels or "")
        if name in fitting and conversion and "\n" not in conversion.code.strip():
            units = str(head.units) if head.units else "classes"
            yield re.sub(r"\{units\}", units, conversion.code.strip())
            return
