"""The decision tree as a Mermaid flowchart."""

from __future__ import annotations

from lossadvisor.lookup.tree_drawing import Drawn

from .words import varying


def rendered(top: Drawn) -> str:
    """A diamond for each question, a box for each end."""
    lines = ["flowchart LR"]

    def add(node: Drawn, name: str) -> None:
        says = (node.question or f"{node.recommends}{varying(node)}").replace('"', "#quot;")
        lines.append(f'    {name}{{"{says}"}}' if node.asks else f'    {name}["{says}"]')
        for number, each in enumerate(node.below, start=1):
            add(each, f"{name}_{number}")
            lines.append(f'    {name} -->|"{each.answer}"| {name}_{number}')

    add(top, "q")
    return "\n".join(lines) + "\n"
