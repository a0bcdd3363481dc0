"""An outline on a terminal: colours that hold on light and dark, code that can be copied as it stands."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from .outline import Block, Code, Facts, Outline

WIDEST = 110
NARROW = 60


def show(outline: Outline, console: Console) -> None:
    """Print `outline` on `console`, no wider than is good to read."""
    width = min(console.width, WIDEST)
    console.print(Rule(Text(outline.title, style="bold"), style="cyan", characters="━"), width=width)
    if outline.lead:
        console.print(Text(outline.lead, style="dim", justify="center"), width=width)
    for section in outline.sections:
        console.print()
        console.print(Text(section.title, style="bold cyan"))
        for block in section.blocks:
            show_block(block, console, width)


def show_block(block: Block, console: Console, width: int) -> None:
    """Print one block. Code is neither boxed, cut nor broken, so that what is copied is what is meant."""
    if isinstance(block, Code):
        console.print(highlighted(block), soft_wrap=True)
    else:
        console.print(Padding(_rows(block, width), (0, 0, 0, 2)), width=width)


def highlighted(code: Code) -> Text:
    """Code in the terminal's own sixteen colours."""
    lexer = "console" if code.language == "console" else code.language
    text = Syntax("", lexer, theme="ansi_light", background_color="default").highlight(code.text.rstrip())
    text.rstrip()
    return text


def _rows(block: Facts | object, width: int) -> RenderableType:
    if not isinstance(block, Facts):
        return Group(*(Text(line) for line in getattr(block, "lines", ())))
    longest = max(len(name) for name, _ in block.rows)
    if width < NARROW or longest > width // 3:
        return Group(*(Text.assemble((name, "bold"), f"\n  {said}") for name, said in block.rows))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", width=longest)
    table.add_column(overflow="fold")
    for name, said in block.rows:
        table.add_row(Text(name), Text(said))
    return table
