"""A report as plain lists, for the page's data and for its templates alike."""

from __future__ import annotations

from typing import Any

from lossadvisor.report.outlines.outline import Block, Code, Facts, Outline, printable_outline

CODE, FACTS, WAYS, LINES = "code", "facts", "ways", "lines"


def told(outline: Outline) -> list[Any]:
    """The title, the lead, and each section: its title and its blocks, each its kind and its texts."""
    shown = printable_outline(outline)
    sections = [[each.title, [_block(block) for block in each.blocks]] for each in shown.sections]
    return [shown.title, shown.lead, sections]


def _block(block: Block) -> list[Any]:
    if isinstance(block, Code):
        return [CODE, [part.split("\n") for part in block.text.rstrip("\n").split("\n\n")]]
    if isinstance(block, Facts):
        return [WAYS if block.code else FACTS, [text for row in block.rows for text in row]]
    return [LINES, list(block.lines)]
