"""An outline on a terminal: colours that hold on light and dark, code that can be copied as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from .outline import Block, Code, Facts, Outline, Section

WIDEST = 110
NARROW = 60
INDENT = 2
LINE = 6  # columns that a line on both sides of a title takes at least


def show(outline: Outline, console: Console) -> None:
    """Print `outline` on `console`, no wider than is good to read."""
    width = min(console.width, WIDEST)
    if outline.title:
        show_title(outline.title, console, width)
    if outline.lead:
        console.print(Text(outline.lead, style="dim", justify="center"), width=width)
    for section in outline.sections:
        console.print()
        show_section(section, console, width)


def show_card(card: Outline, console: Console, more: str = "") -> None:
    """Print a card: its title, its rows, and how to see `more`."""
    width = min(console.width, WIDEST)
    console.print()
    show_title(card.title, console, width)
    for section in card.sections:
        show_section(section, console, width)
    if more:
        console.print(Text(more, style="dim"), soft_wrap=True)


def show_title(title: str, console: Console, width: int) -> None:
    """A title in a line as wide as the report; a long one is wrapped."""
    text = Text(title, style="bold")
    long = text.cell_len + LINE > width
    console.print(text if long else Rule(text, style="cyan", characters="━"), width=width)


def show_section(section: Section, console: Console, width: int) -> None:
    """Print one section; one without a title is its blocks alone."""
    if section.title:
        console.print(Text(section.title, style="bold cyan"))
    for block in section.blocks:
        show_block(block, console, width)


def show_block(block: Block, console: Console, width: int) -> None:
    """Print one block. Code is neither boxed, cut nor broken, so that what is copied is what is meant."""
    if isinstance(block, Code):
        console.print(highlighted(block), soft_wrap=True)
    elif isinstance(block, Facts) and block.code:
        for name, code in block.rows:
            console.print(Text(f"# {name}", style="bold"), soft_wrap=True)
            console.print(highlighted(Code(code)), soft_wrap=True)
    else:
        console.print(Padding(_rows(block, width), (0, 0, 0, INDENT)), width=width)


def highlighted(code: Code) -> Text:
    """Code in the terminal's own sixteen colours."""
    lexer = "console" if code.language == "console" else code.language
    text = Syntax("", lexer, theme="ansi_light", background_color="default").highlight(code.text.rstrip())
    text.rstrip()
    return text


class Hung:
    """A line that goes on further in where it is wrapped, so that one sees where each begins."""

    def __init__(self, line: str) -> None:
        self.text = Text(line)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = max(options.max_width - INDENT, 1)
        for number, part in enumerate(self.text.wrap(console, width, overflow="fold")):
            yield Text.assemble(" " * INDENT if number else "", part)


def _rows(block: Facts | object, width: int) -> RenderableType:
    if not isinstance(block, Facts):
        return Group(*map(Hung, getattr(block, "lines", ())))
    longest = max(len(name) for name, _ in block.rows)
    if width < NARROW or longest > width // 3:
        return Group(*(part for name, said in block.rows for part in _below(name, said)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", width=longest)
    table.add_column(overflow="fold")
    for name, said in block.rows:
        table.add_row(Text(name), Group(*map(Hung, said.split("\n"))))
    return table


def _below(name: str, said: str) -> Iterator[RenderableType]:
    """A name, and what there is to say about it below."""
    yield Text(name, style="bold")
    yield Padding(Group(*map(Hung, said.split("\n"))), (0, 0, 0, INDENT))
