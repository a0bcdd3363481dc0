"""The formats that the tree is drawn in: a new one is a line here and a module that writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeAlias

from lossadvisor.lookup import tree_drawing
from lossadvisor.report import encoding
from lossadvisor.report.console import console
from lossadvisor.rulebook.rules import Rules

OVERVIEW = 1  # question deep
ALL = 1_000

Writer: TypeAlias = Callable[[Rules, str | None, int | None], None]


def print_tree(rules: Rules, task: str | None, depth: int | None, format: str | None) -> None:
    """Print the tree, or one task's branch of it, in `format`, or as fits stdout.

    Pictures without a task are an overview, unless a `depth` is said.
    """
    WRITERS[format or ("terminal" if sys.stdout.isatty() else "plain")](rules, task, depth)


def _picture(rules: Rules, task: str | None, depth: int | None) -> tree_drawing.Drawn:
    if depth is None:
        depth = ALL if task else OVERVIEW
    return tree_drawing.cut(tree_drawing.merged(rules, task), depth)


def _terminal(rules: Rules, task: str | None, depth: int | None) -> None:
    from .terminal import show

    show(_picture(rules, task, depth), console(force=True))


def _plain(rules: Rules, task: str | None, depth: int | None) -> None:
    from .plain import rendered

    sys.stdout.write(rendered(_picture(rules, task, depth)))


def _mermaid(rules: Rules, task: str | None, depth: int | None) -> None:
    from .mermaid import rendered

    sys.stdout.write(rendered(_picture(rules, task, depth)))


def _svg(rules: Rules, task: str | None, depth: int | None) -> None:
    from .svg import rendered

    sys.stdout.write(rendered(_picture(rules, task, depth)))


def _html(rules: Rules, task: str | None, depth: int | None) -> None:
    from .html import rendered

    top = tree_drawing.cut(tree_drawing.merged(rules, task), depth or ALL)
    sys.stdout.write(rendered(top, ALL if task or depth else OVERVIEW))


def _json(rules: Rules, task: str | None, depth: int | None) -> None:
    sys.stdout.write(encoding.pretty(tree_drawing.cut(tree_drawing.drawn(rules, task), depth or ALL)))


def _table(rules: Rules, task: str | None, depth: int | None) -> None:
    from .tables import markdown, parts

    found = parts(rules, tree_drawing.rows(rules, task))
    if not sys.stdout.isatty():
        sys.stdout.write(markdown(found))
        return
    from .terminal import show_tables

    show_tables(found, console())


WRITERS: dict[str, Writer] = {
    "terminal": _terminal,
    "plain": _plain,
    "html": _html,
    "svg": _svg,
    "mermaid": _mermaid,
    "table": _table,
    "json": _json,
}
