"""Findings as they are made: what the rules say of a fault, with a place and the words of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lossadvisor.check.findings import Checked, Finding, Related, Repair, Severity
from lossadvisor.check.seen import NOWHERE, Place, Unfollowed
from lossadvisor.rulebook.rules import Rules


class Findings:
    """What there is to say about one text, each thing once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._found: dict[tuple[str, Place], Finding] = {}
        self._unfollowed: dict[tuple[str, Place], Unfollowed] = {}

    def add(
        self,
        name: str,
        place: Place | None,
        words: Mapping[str, str],
        repairs: tuple[Repair, ...] = (),
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Add the finding `name` at `place`; `words` fill the places that its texts leave open.

        Rules without such a finding do not want it.
        """
        rule = self._rules.findings.get(name)
        if rule is None:
            return
        says, because, fix = (filled(text, words) for text in (rule.says, rule.because, rule.fix_says))
        at = place or NOWHERE
        finding = Finding(name, severity or rule.severity, at, says, because, fix, related, repairs=repairs)
        self._found.setdefault((name, at), finding)

    def not_followed(self, what: Unfollowed) -> None:
        """Add what could not be resolved."""
        self._unfollowed.setdefault((what.what, what.place), what)

    def checked(self, compiles: int) -> Checked:
        """All that was found, in the order of the text."""
        ordered = sorted(self._found.values(), key=lambda each: (each.place, each.name))
        return Checked(tuple(ordered), tuple(self._unfollowed.values()), compiles)


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with its {placeholders} filled."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: words.get(found[1], found[1]), text)
