"""An outline as text without colours, boxes or line breaks of its own: for pipes and screen readers."""

from __future__ import annotations

from textwrap import indent

from .outline import Block, Code, Facts, Outline


def rendered(outline: Outline) -> str:
    """The outline as text that ends with a newline."""
    parts = [f"{outline.title}\n{outline.lead}" if outline.lead else outline.title]
    for section in outline.sections:
        parts.append("\n".join(filter(None, (section.title, *map(_block, section.blocks)))))
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Code):
        return block.text.rstrip("\n")
    if isinstance(block, Facts):
        return "\n".join(f"  {name}: {_hung(said)}" for name, said in block.rows)
    return "\n".join(f"  {line}" for line in block.lines)


def _hung(text: str) -> str:
    """Text of several lines begins on a line of its own."""
    return text if "\n" not in text else "\n" + indent(text, "    ")
