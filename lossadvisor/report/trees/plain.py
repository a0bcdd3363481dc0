"""The decision tree as indented lines."""

from __future__ import annotations

from lossadvisor.lookup.tree_drawing import Drawn

from .words import answered, led


def rendered(top: Drawn, depth: int = 0) -> str:
    """Each node on a line, below the question that it answers."""
    answer = f"{answered(top)}: " if top.answer else ""
    line = f"{'  ' * depth}{answer}{led(top)}\n"
    return line + "".join(rendered(each, depth + 1) for each in top.below)
