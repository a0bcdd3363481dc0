"""Findings as they are made: what the rules say of a fault, with a place and the words of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Finding, Related, Repair, Severity
from lossadvisor.check.seen import NOWHERE, Place, Unfollowed
from lossadvisor.rulebook.rules import Rules


class Findings:
    """What there is to say about one text, each thing once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._found: dict[tuple[str, Place], Finding] = {}
        self._heads: dict[tuple[str, Place], dict[tuple[int, int], None]] = {}
        self._unfollowed: dict[tuple[str, Place], Unfollowed] = {}

    def add(
        self,
        name: str,
        place: Place | None,
        words: Mapping[str, str],
        repairs: tuple[Repair, ...] = (),
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        head: tuple[int, int] | None = None,
        there: str = "",
    ) -> None:
        """Add the finding `name` at `place`; `words` fill the places that its texts leave open.

        `there` says more of what it is about, such as the other file in which that stands.

        Rules without such a finding do not want it.
        """
        rule = self._rules.findings.get(name)
        if rule is None:
            return
        says, because, fix = (filled(text, words) for text in (rule.says, rule.because, rule.fix_says))
        says = f"{says} ({there})" if there else says
        at = place or NOWHERE
        finding = Finding(name, severity or rule.severity, at, says, because, fix, related, repairs=repairs)
        self._found.setdefault((name, at), finding)
        if head is not None:
            self._heads.setdefault((name, at), {})[head] = None

    def about(self, head: tuple[int, int]) -> set[str]:
        """The names of what was found about one head so far, but for notes."""
        keys = (key for key, heads in self._heads.items() if head in heads)
        return {name for name, place in keys if self._found[name, place].severity != "note"}

    def not_followed(self, what: Unfollowed) -> None:
        """Add what could not be resolved."""
        self._unfollowed.setdefault((what.what, what.place), what)

    def checked(self, compiles: int) -> Checked:
        """All that was found, in the order of the text."""
        found = (replace(each, heads=tuple(self._heads.get(key, ()))) for key, each in self._found.items())
        ordered = sorted(found, key=lambda each: (each.place, each.name))
        return Checked(tuple(ordered), tuple(self._unfollowed.values()), compiles)


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with its {placeholders} filled."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: words.get(found[1], found[1]), text)
