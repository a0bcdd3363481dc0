"""When a task is a better home for a target than another one that the same words may mean."""

from __future__ import annotations

from collections.abc import Sequence

from lossadvisor.rulebook.leaves import Fork, Leaf
from lossadvisor.rulebook.rules import Rules

from .walk import ends


def contrasts(rules: Rules, found: Sequence[str]) -> list[str]:
    """For each task when it is better than the first, and for the first when it is better than another."""
    if not found:
        return []
    first, *others = found
    above = next((when for other in others if (when := _better(rules, first, other))), "")
    return [above, *(_better(rules, other, first) for other in others)]


def _better(rules: Rules, task: str, than: str) -> str:
    """When `task` is better than another, as all ends of that one say; empty if they do not."""
    node = rules.tree.follow(than) if isinstance(rules.tree, Fork) else None
    leaves = [end for end in ends(node) if isinstance(end, Leaf)] if node else []
    said = [{each.when for each in leaf.see_also if each.task == task} for leaf in leaves]
    return min(set.intersection(*said), default="") if said else ""
