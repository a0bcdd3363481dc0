"""What sets names apart that people often ask about together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lossadvisor.lookup.explanation import explanation
from lossadvisor.rulebook.rules import Rules

from .entries import entry_of


def pages(rules: Rules) -> list[Mapping[str, Any]]:
    """A page for each comparison of the rules."""
    names = (" vs ".join(each.of) for each in rules.comparisons.values())
    return [entry_of(name.replace(" ", "-"), explanation(rules, name)) for name in names]
