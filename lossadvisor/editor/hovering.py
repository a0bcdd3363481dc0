"""What an editor tells of the word below the pointer: the first screen of `explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position, Range

from lossadvisor.check.findings import Finding
from lossadvisor.check.judging.vocabulary import entry_named
from lossadvisor.check.seen import Kind
from lossadvisor.lookup.explanation import explained
from lossadvisor.report.outlines.glance import glance
from lossadvisor.report.outlines.markdown import rendered
from lossadvisor.rulebook.facts import Entry
from lossadvisor.rulebook.rules import Rules

from .diagnostics import in_cell
from .fixes import touches
from .judging import Judged
from .positions import Columns
from .texts import Cell

STRING = re.compile(r"""(["'])(?P<name>\w+)\1""")
DOTTED = re.compile(r"(?P<path>(?:[A-Za-z_]\w*\.)*)(?P<name>[A-Za-z_]\w*)")
KINDS: tuple[Kind, ...] = ("activation", "loss", "metric")
GIVEN = re.compile(r"\b(?P<kind>activation|loss|metric)\w*\s*=")  # what the argument before a text is
MODULES: dict[str, Kind] = {"activations": "activation", "losses": "loss", "metrics": "metric"}


def hover(rules: Rules, found: Judged | None, cell: Cell, at: Position, columns: Columns) -> Hover | None:
    """What there is to say about the name at a position, or about the finding there; None for nothing."""
    lines = cell.lines
    line, column = columns.place(lines, at)
    for kind, entry, begin, end in _named(rules, lines[line - 1]):
        if begin < column <= end + 1:
            where = Range(columns.position(lines, line, begin + 1), columns.position(lines, line, end + 1))
            return _hover(rules, kind, entry, where)
    for finding, where in _findings(found, cell, columns):
        if touches(where, Range(at, at)):
            return _hover(rules, "finding", rules.findings[finding.name], where)
    return None


def _findings(found: Judged | None, cell: Cell, columns: Columns) -> Iterator[tuple[Finding, Range]]:
    for finding in found.report.checked.findings if found else ():
        there, place = (
            in_cell(found.task.file, found.report, finding.place) if found else (cell, finding.place)
        )
        if there.uri == cell.uri:
            yield finding, columns.range(there.lines, place)


def _named(rules: Rules, line: str) -> Iterator[tuple[str, Entry, int, int]]:
    """The entries that a line names, with where each name begins and ends, from 0: texts, and classes."""
    texts = list(STRING.finditer(line))
    for found in texts:
        given = [each["kind"] for each in GIVEN.finditer(line[: found.start()])]
        kinds: tuple[Kind, ...] = (given[-1],) if given else KINDS  # type: ignore[assignment]
        yield from _entries(rules, found["name"], kinds, found.start("name"), found.end("name"))
    for found in DOTTED.finditer(line):
        home = next((kind for module, kind in MODULES.items() if f"{module}." in found["path"]), None)
        is_class = found["name"][:1].isupper()
        if (home or is_class) and not any(text.start() <= found.start() < text.end() for text in texts):
            kinds = (home,) if home else ("loss", "metric", "activation")
            yield from _entries(rules, found["name"], kinds, found.start(), found.end())


def _entries(
    rules: Rules, name: str, kinds: tuple[Kind, ...], begin: int, end: int
) -> Iterator[tuple[str, Entry, int, int]]:
    """The first entry of these kinds that Keras calls so."""
    entries: dict[Kind, Mapping[str, Entry]] = {
        "activation": rules.activations,
        "loss": rules.losses,
        "metric": rules.metrics,
    }
    for kind in kinds:
        known = entry_named(rules, kind, name)
        if known is not None and known in entries[kind]:
            yield kind, entries[kind][known], begin, end
            return


def _hover(rules: Rules, kind: str, entry: Entry, where: Range) -> Hover:
    says = rendered(glance(explained(rules, kind, entry)))
    return Hover(MarkupContent(MarkupKind.Markdown, f"##{says}"), where)
