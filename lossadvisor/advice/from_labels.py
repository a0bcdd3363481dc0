"""A recommendation for somebody's own labels, which answer what they leave no doubt about."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from lossadvisor.data.answering import answered
from lossadvisor.data.labels import Labels
from lossadvisor.data.proposals import traps
from lossadvisor.data.sources import Source
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules

from .advice import Advice, Combination, Referral
from .recommending import recommended


def recommended_for(
    rules: Rules, given: Mapping[str, Answer], source: Source
) -> Advice | Referral | Combination:
    """What is recommended for labels that may be contradicted by no answer that is `given`.

    Raises AdvisorError where they are, and where neither says enough.
    """
    labels = source.labels()
    found = answered(rules, source, labels, given)
    advice = recommended(rules, found.answers)
    if isinstance(advice, Advice):
        advice = replace(advice, read=found.read, hinted=found.hinted)
    return with_traps(rules, advice, labels)


def with_traps(
    rules: Rules, found: Advice | Referral | Combination, labels: Labels
) -> Advice | Referral | Combination:
    """`found` with what goes wrong with such labels, where one head is advised."""
    if not isinstance(found, Advice):
        return found
    return replace(found, traps=traps(rules, labels, found.answers))
