"""What answers led to as HTML for notebooks: a card, and all else folded below it.

It has no headings, which would stand in the notebook's outline, and no colours, which may not fit a dark one.
"""

from __future__ import annotations

from html import escape

from lossadvisor.advice.advice import Advice, Combination, Referral

from . import recommended
from .card import card
from .outline import Block, Code, Facts, Section, printable_outline

LEFT = "text-align:left;vertical-align:top"


def rendered(found: Advice | Referral | Combination) -> str:
    """The card, and each section of the whole report to be unfolded; the code is open."""
    first, whole = printable_outline(card(found)), printable_outline(recommended.outline(found))
    shown = {each.title for each in first.sections}
    parts = [
        f"<div><b>{escape(first.title)}</b>",
        *(_block(b) for each in first.sections for b in each.blocks),
    ]
    parts += [_folded(each) for each in whole.sections if each.title not in shown]
    return "\n".join([*parts, "</div>"]) + "\n"


def _folded(section: Section) -> str:
    opened = " open" if section.title == "Code" else ""
    inside = "\n".join(map(_block, section.blocks))
    return f"<details{opened}><summary>{escape(section.title)}</summary>\n{inside}\n</details>"


def _block(block: Block) -> str:
    if isinstance(block, Code):
        return f"<pre>{escape(block.text.rstrip())}</pre>"
    if isinstance(block, Facts):
        return f"<table>{''.join(_row(name, said, block.code) for name, said in block.rows)}</table>"
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</ul>"


def _row(name: str, said: str, code: bool) -> str:
    inside = f"<pre>{escape(said)}</pre>" if code else escape(said).replace("\n", "<br>")
    return f'<tr><th style="{LEFT}">{escape(name)}</th><td style="{LEFT}">{inside}</td></tr>'
