"""Answers out of somebody's own labels: taken where they leave no doubt, else suggested with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.from_labels import recommended_for, with_traps
from lossadvisor.data.answering import contradict
from lossadvisor.data.disguises import words_of
from lossadvisor.data.proposals import read
from lossadvisor.data.sources import opened
from lossadvisor.interview.putting import Seeing, Seen
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.rules import Rules


def recommended_from(
    rules: Rules, given: Mapping[str, Answer], path: str, target: str | None
) -> Advice | Referral | Combination:
    """What is recommended for labels in a file, with what they settle. Raises AdvisorError."""
    return recommended_for(rules, given, opened(path, target, words=words_of(rules)))


class Looked(NamedTuple):
    """What labels in a file say to each question; `tells` adds to what is recommended what goes wrong."""

    seen: Seeing
    tells: Callable[[Advice | Referral | Combination], Advice | Referral | Combination]


def looked(rules: Rules, given: Mapping[str, Answer], path: str, target: str | None) -> Looked:
    """What is seen in labels. Raises AdvisorError where they contradict an answer."""
    source = opened(path, target, words=words_of(rules))
    labels = source.labels()
    contradict(rules, source, labels, given)

    def seen(fork: Fork) -> Seen | None:
        found = read(rules, fork, labels)
        return None if found is None else Seen(found.answer, found.because)

    return Looked(seen, lambda found: with_traps(rules, found, labels))
