"""What to avoid at a leaf: what it warns of itself, and what else people get wrong with its head."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.leaves import Avoided, Leaf
from lossadvisor.rulebook.mistakes import MOST_UNITS, missteps
from lossadvisor.rulebook.overlays import avoided_name, is_varied
from lossadvisor.rulebook.placeholders import Values, filled
from lossadvisor.rulebook.rules import Rules

from .records import AvoidAdvice


def avoid_advice(rules: Rules, leaf: Leaf, head: Head, known: Values, units: int) -> tuple[AvoidAdvice, ...]:
    """What to avoid at `leaf`, with what is `known` filled in."""
    return tuple(
        replace(each, what=filled(each.what, known)) if "{" in each.what else each
        for each in _avoided_here(rules, leaf, head, min(units, MOST_UNITS))
    )


@lru_cache(maxsize=4096)
def _avoided_here(rules: Rules, leaf: Leaf, head: Head, units: int) -> tuple[AvoidAdvice, ...]:
    """The warnings of the leaf itself, then what else people get wrong with its head."""
    pair = f"{head.activation} with {head.loss}"
    own = tuple(
        AvoidAdvice(_avoided(rules, each), each.shows, each.because)
        for each in leaf.avoid
        if each.head != pair or (not head.from_logits and is_varied(each))
    )
    more = (
        AvoidAdvice(each.what, each.rule.shows or "", each.because, each.rule.name)
        for each in missteps(rules, leaf, head, units, len(own))
    )
    return (*own, *more)


def _avoided(rules: Rules, avoided: Avoided) -> str:
    """What is warned of, spelt as in code."""
    if avoided.head is None:
        return avoided_name(avoided, metric=rules.metrics[avoided.metric or ""].keras)
    activation, loss = rules.activations[avoided.head.activation], rules.losses[avoided.head.loss]
    return avoided_name(avoided, f"{activation.keras} with {loss.keras}")
