"""Findings as they are made: a rule of the rules, told of a place in the program, each of them once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

from lossadvisor.rulebook.findings import FindingRule
from lossadvisor.rulebook.rules import Rules

from .places import Text
from .records import Checked, Edit, Finding, Place, Related, Severity, Unfollowed


class Findings:
    """What there is to tell about one text."""

    def __init__(self, rules: Rules, text: Text) -> None:
        self.text = text
        self._rules = rules
        self._found: dict[tuple[str, Place], Finding] = {}
        self._unfollowed: dict[tuple[str, Place], Unfollowed] = {}

    def tell(
        self,
        name: str,
        node: ast.AST,
        words: Mapping[str, str],
        edits: Iterable[Edit] = (),
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        """Add the finding `name` at `node`; `words` fill the places that its texts leave open."""
        place = self.text.place(node)
        finding = made(self._rules.findings[name], place, words, severity, related, tuple(edits))
        self._found.setdefault((name, place), finding)

    def not_followed(self, node: ast.AST, what: str, why: str) -> None:
        """Add that `what` could not be resolved at `node`."""
        place = self.text.place(node)
        self._unfollowed.setdefault((what, place), Unfollowed(place, what, why))

    def checked(self, compiles: int) -> Checked:
        """All that was told, in the order of the text."""
        ordered = sorted(self._found.values(), key=lambda each: (each.place, each.name))
        return Checked(tuple(ordered), tuple(self._unfollowed.values()), compiles)


def made(
    rule: FindingRule,
    place: Place,
    words: Mapping[str, str],
    severity: Severity | None = None,
    related: tuple[Related, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> Finding:
    """The finding that a rule is at `place`, its texts filled with `words`."""
    says, because, fix = (filled(text, words) for text in (rule.says, rule.because, rule.fix))
    return Finding(rule.name, severity or rule.severity, place, says, because, fix, related, edits)


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with its {placeholders} filled."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: words.get(found[1], found[1]), text)
