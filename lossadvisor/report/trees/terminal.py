"""The decision tree on a terminal, in colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lossadvisor.lookup.tree_drawing import Drawn

from .tables import Part
from .words import varying

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree


def show(top: Drawn, console: Console) -> None:
    """Print the drawing."""
    from rich.tree import Tree

    console.print(_grown(Tree(_label(top), guide_style="dim"), top))


def _grown(tree: Tree, node: Drawn) -> Tree:
    for each in node.below:
        _grown(tree.add(_label(each)), each)
    return tree


def _label(node: Drawn) -> Text:
    from rich.text import Text

    text = Text()
    for number, each in enumerate(node.answers):
        text.append(f"{' or ' if number else ''}{each.answer}", style="bold")
        text.append(f" ({each.example})" if each.example else "", style="dim")
    if node.answers:
        text.append("  ")
    text.append(node.question or node.recommends, style="cyan" if node.asks else "green")
    text.append(f" --{node.asks}" if node.asks else varying(node), style="dim")
    return text


def show_tables(parts: Iterable[Part], console: Console) -> None:
    """Print a table for each task."""
    from rich.table import Table
    from rich.text import Text

    for part in parts:
        table = Table(title=part.title, title_justify="left", title_style="bold")
        for name in part.columns:
            table.add_column(Text(name), overflow="fold")
        for cells in part.cells:
            table.add_row(*map(Text, cells))
        console.print(table)
