"""An outline as Markdown: for notebooks, pull requests and documents."""

from __future__ import annotations

import re
from textwrap import indent

from .outline import Block, Code, Facts, Outline


def rendered(outline: Outline) -> str:
    """The outline as Markdown that ends with a newline."""
    parts = [f"# {_safe(outline.title)}"]
    if outline.lead:
        parts.append(_safe(outline.lead))
    for section in outline.sections:
        if section.title:
            parts.append(f"## {section.title}")
        parts.extend(map(_block, section.blocks))
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Code):
        return f"```{block.language}\n{block.text.rstrip()}\n```"
    if isinstance(block, Facts):
        said = _code if block.code else _safe
        return "\n".join(f"- **{_safe(name)}**: {said(text)}" for name, text in block.rows)
    return "\n".join(f"- {_safe(line)}" for line in block.lines)


def _code(text: str) -> str:
    if "\n" not in text:
        return f"`{text}`"
    return "\n\n" + indent(f"```python\n{text}\n```", "  ")


def _safe(text: str) -> str:
    """Characters that Markdown would read as markup, escaped; addresses left alone."""
    return re.sub(r"([*_`\[\]<>|])", r"\\\1", text) if "://" not in text else text
