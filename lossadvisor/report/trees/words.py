"""What every picture of the tree says of a node, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from lossadvisor.lookup.tree_drawing import Drawn


def led(node: Drawn) -> str:
    """What a node leads to: the question with its option, or the recommendation and what of it varies."""
    return f"{node.question} --{node.asks}" if node.asks else f"{node.recommends}{varying(node)}"


def varying(node: Drawn) -> str:
    """What differs between the ends that were drawn as one, and what decides it."""
    if not node.varies:
        return ""
    return f"; {_listed(node.varies)} by {_listed([f'--{each}' for each in node.by])}"


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def answered(node: Drawn) -> str:
    """The answers that lead to a node, each with what it stands for."""
    said = (f"{each.answer} ({each.example})" if each.example else each.answer for each in node.answers)
    return " or ".join(said) or node.answer
