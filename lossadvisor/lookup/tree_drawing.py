"""The decision tree as a picture in text: for rich, for Mermaid, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.leaves import Bundle, Fork, Node, Stop
from lossadvisor.rulebook.rules import Rules

if TYPE_CHECKING:
    from rich.tree import Tree


class Drawn(Struct, frozen=True):
    """A node of the drawing: the answer that leads to it, then a question or a recommendation."""

    answer: str
    asks: str = ""
    recommends: str = ""
    below: tuple[Drawn, ...] = ()


def drawn(rules: Rules, task: str | None = None) -> Drawn:
    """The tree, or one task's branch of it. Raises AdvisorError for an unknown task."""
    if task is None:
        return _drawn("", rules.tree)
    node = rules.tree.follow(task)
    if node is None:
        raise AdvisorError(f"'{task}' is not a task of these rules")
    return _drawn(task, node)


def _drawn(answer: str, node: Node) -> Drawn:
    if isinstance(node, Stop):
        return Drawn(answer, recommends=f"stop: {node.stop}")
    if isinstance(node, Bundle):
        return Drawn(answer, recommends=f"a head for each of --{node.bundle}")
    if not isinstance(node, Fork):
        arguments = ", ".join(f"{key}={value!r}" for key, value in node.arguments.items())
        return Drawn(answer, recommends=f"{node.recommend}{f' ({arguments})' if arguments else ''}")
    return Drawn(answer, asks=node.ask, below=tuple(_drawn(str(b), b.node) for b in node.branches))


def rich_tree(top: Drawn) -> Tree:
    """The drawing as rich prints it."""
    from rich.text import Text
    from rich.tree import Tree

    def label(node: Drawn) -> Text:
        text = Text(node.answer, style="bold")
        if node.answer:
            text.append("  ")
        text.append(f"{node.asks}?" if node.asks else node.recommends, style="cyan" if node.asks else "green")
        return text

    def grown(tree: Tree, node: Drawn) -> Tree:
        for each in node.below:
            grown(tree.add(label(each)), each)
        return tree

    return grown(Tree(label(top), guide_style="dim"), top)


def plain(top: Drawn, depth: int = 0) -> str:
    """The drawing as indented lines."""
    said = f"{top.asks}?" if top.asks else top.recommends
    line = "  " * depth + (f"{top.answer}: {said}" if top.answer else said) + "\n"
    return line + "".join(plain(each, depth + 1) for each in top.below)


def mermaid(top: Drawn) -> str:
    """The drawing as a Mermaid flowchart."""
    lines = ["flowchart LR"]

    def add(node: Drawn, name: str) -> None:
        says = node.recommends.replace('"', "#quot;")
        lines.append(f'    {name}{{"{node.asks}?"}}' if node.asks else f'    {name}["{says}"]')
        for number, each in enumerate(node.below, start=1):
            add(each, f"{name}_{number}")
            lines.append(f'    {name} -->|"{each.answer}"| {name}_{number}')

    add(top, "q")
    return "\n".join(lines) + "\n"


def rows(top: Drawn, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every leaf as the options that lead to it and what is recommended there."""
    if top.recommends:
        yield " ".join(path) or f"--task {top.answer}", top.recommends
    for each in top.below:
        yield from rows(each, (*path, f"--{top.asks} {each.answer.replace(' or ', '|')}"))


def table(top: Drawn) -> str:
    """Every leaf on a line: the options that lead to it, then the recommendation, in two columns."""
    found = list(rows(top))
    width = max(len(options) for options, _ in found)
    return "".join(f"{options:<{width}}  {recommended}\n" for options, recommended in found)
